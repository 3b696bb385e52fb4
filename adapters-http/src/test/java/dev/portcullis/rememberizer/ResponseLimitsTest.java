package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portcullis.kernel.UpstreamFailure;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResponseLimitsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    @Inject
    Vertx vertx;

    @Test
    void givesUpOnAnAnswerThatIsLateAndSaysThatItWas() throws Exception {
        assertThat(ResponseLimits.isLate(failureOfACallThatIsNeverAnswered())).isTrue();
    }

    @Test
    void aCallThatIsGivenUpBeforeItsOwnDeadlineHasComeIsLateAllTheSame() throws Exception {
        Throwable late = failureOfACallThatIsNeverAnswered();
        RememberizerSettings settings = new RememberizerSettings(
                URI.create("http://localhost"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                1,
                1,
                false,
                new RememberizerSettings.Breaker(10, Duration.ofSeconds(1)),
                null,
                null,
                false);
        RememberizerApi nobody =
                QuarkusRestClientBuilder.newBuilder().baseUri(settings.url()).build(RememberizerApi.class);
        Upstream upstream = new Upstream(nobody, settings, Clock.systemUTC());

        assertThatThrownBy(() -> upstream.ask(() -> {}, api -> CompletableFuture.failedFuture(late)))
                .asInstanceOf(type(UpstreamFailure.class))
                .extracting(UpstreamFailure::kind)
                .isEqualTo(UpstreamFailure.Kind.TIMEOUT);
    }

    private Throwable failureOfACallThatIsNeverAnswered() throws Exception {
        HttpClient client = vertx.createHttpClient();
        try (ScriptedUpstream upstream = new ScriptedUpstream(vertx)) {
            upstream.answers(response -> {});
            CompletableFuture<HttpClientResponse> answer = client.request(
                            HttpMethod.GET, upstream.url().getPort(), "localhost", "/")
                    .compose(request -> {
                        new ResponseLimits(vertx, TIMEOUT).accept(request);
                        return request.send();
                    })
                    .toCompletionStage()
                    .toCompletableFuture();
            return catchThrowableOfType(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS))
                    .getCause();
        } finally {
            client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}

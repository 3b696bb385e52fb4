package dev.portcullis.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portcullis.kernel.UpstreamFailure;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResponseLimitsTest {
    @Path("")
    interface Nobody {
        @GET
        CompletionStage<RestResponse<byte[]>> get();
    }

    @Inject
    Vertx vertx;

    private static CallLimits within(Duration deadline) {
        return CallLimits.of(deadline, 1_000, CallLimits.BREAKER_DELAY);
    }

    @Test
    void givesUpOnAnAnswerThatIsLateAndSaysThatItWas() throws Exception {
        assertThat(ResponseLimits.isLate(failureOfACallThatIsNeverAnswered())).isTrue();
    }

    @Test
    void aCallThatIsGivenUpBeforeItsOwnDeadlineHasComeIsLateAllTheSame() throws Exception {
        Throwable late = failureOfACallThatIsNeverAnswered();
        GuardedClient<Nobody> client = new GuardedClient<>(
                "nobody", Nobody.class, URI.create("http://localhost"), within(Duration.ofSeconds(30)));

        assertThatThrownBy(() -> client.call(
                        () -> {}, api -> CompletableFuture.failedFuture(late), ServiceResponse::text, String.class))
                .asInstanceOf(type(ServiceUnavailable.class))
                .extracting(ServiceUnavailable::kind)
                .isEqualTo(UpstreamFailure.Kind.TIMEOUT);
    }

    private Throwable failureOfACallThatIsNeverAnswered() throws Exception {
        HttpClient client = vertx.createHttpClient();
        try (OtherService service = new OtherService()) {
            service.behaves(out -> Thread.sleep(30_000));
            CompletableFuture<HttpClientResponse> answer = client.request(
                            HttpMethod.GET, service.address("/").getPort(), "127.0.0.1", "/")
                    .compose(request -> {
                        new ResponseLimits(within(Duration.ofMillis(100))).accept(request);
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

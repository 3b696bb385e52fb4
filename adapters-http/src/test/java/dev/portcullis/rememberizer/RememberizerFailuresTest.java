package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.rememberizer.ScriptedUpstream.Asked;
import dev.portcullis.session.SessionTokens;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Announced attempts, sessions that are ended again, and the guards around a call. */
@QuarkusTest
class RememberizerFailuresTest extends RememberizerFixture {
    @Test
    void announcesAnAttemptBeforeItIsMadeAndConcludesItAfterwards() {
        Records records = new Records();
        upstream.answers(response -> {
            records.calls.add("asked");
            response.setStatusCode(204).end();
        });

        assertDone(records.run(signIn()));

        assertThat(records.calls).containsExactly("announce", "asked", "conclude");
    }

    @Test
    void endsASessionThatCannotBeConcluded() {
        Records records = new Records();
        records.whenConcluding = new AuditUnavailable(new IllegalStateException("no connection"));
        upstream.answers(204, "", "access_token=a; Path=/; Max-Age=60", "sessionid=s", "gone=; Max-Age=0");

        assertThatThrownBy(() -> records.run(signIn())).isSameAs(records.whenConcluding);

        Asked goodbye = upstream.last();
        assertThat(goodbye.uri()).isEqualTo("/api/v1/auth/custom-logout/");
        assertThat(goodbye.headers().getAll("Cookie")).containsExactly("access_token=a; sessionid=s");
    }

    @Test
    void endsASessionWhoseAnswerCannotBePassedOn() {
        upstream.answers(200, "{broken", "sessionid=s; Path=/");

        assertFails(UpstreamFailure.Kind.INVALID);

        assertThat(upstream.last().uri()).isEqualTo("/api/v1/auth/custom-logout/");
        assertThat(upstream.last().headers().getAll("Cookie")).containsExactly("sessionid=s");
    }

    @Test
    void refusesABodyThatIsTooLargeWithoutReadingItAll() {
        upstream.answers(response -> response.setStatusCode(500)
                .putHeader("Content-Type", "text/html")
                .end("<p>".repeat(2_000_000)));

        assertFails(UpstreamFailure.Kind.INVALID);

        upstream.answers(204, "");
        assertDone(run(signIn()));
    }

    @Test
    void givesUpOnAnAnswerThatDripsAndCanAskAgain() {
        upstream.answers(response -> {
            response.setChunked(true).setStatusCode(200).putHeader("Content-Type", "application/json");
            long timer = vertx.setPeriodic(100, tick -> response.write(" "));
            response.closeHandler(closed -> vertx.cancelTimer(timer));
        });
        long begin = System.nanoTime();

        assertFails(UpstreamFailure.Kind.TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.plusSeconds(2));
        upstream.answers(204, "");
        assertDone(run(signIn()));
    }

    @Test
    void triesAgainOnlyAConnectionThatWasNeverOpened() throws Exception {
        Records records = new Records();
        upstream.answers(response -> {
            records.calls.add("asked");
            response.reset();
        });

        assertThatThrownBy(() -> records.run(signIn()))
                .isInstanceOfSatisfying(
                        UpstreamFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.INVALID));

        assertThat(records.calls).containsExactly("announce", "asked", "conclude");
        upstream.close();
        assertFails(UpstreamFailure.Kind.UNAVAILABLE);
    }

    @Test
    void rejectsCallsBeyondTheBulkhead() throws Exception {
        upstream.answers(response -> {});
        var callers = Executors.newFixedThreadPool(20);
        List<CompletableFuture<Result<SessionTokens>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> run(signIn()), callers));
        }

        long overloaded = 0;
        long late = 0;
        for (CompletableFuture<Result<SessionTokens>> call : calls) {
            try {
                assertThat(call.get(10, TimeUnit.SECONDS)).isNull();
            } catch (ExecutionException failed) {
                overloaded += failed.getCause() instanceof Overloaded ? 1 : 0;
                late += failed.getCause() instanceof UpstreamFailure ? 1 : 0;
            }
        }
        callers.shutdownNow();

        assertThat(late).isEqualTo(4);
        assertThat(overloaded).isEqualTo(16);
    }

    @Test
    void leavesAnUpstreamAloneThatFailsAndFindsOutWhenItIsBack() throws Exception {
        rememberizer = new Rememberizer(settings(false, 4, 4), null, Clock.systemUTC(), exchange);
        upstream.answers(response ->
                response.setStatusCode(503).putHeader("Retry-After", "9").end());
        Records records = new Records();
        assertThat(rememberizer.isCircuitOpen()).isFalse();
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> records.run(signIn())).isInstanceOfSatisfying(UpstreamFailure.class, failure -> {
                assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.UNAVAILABLE);
                assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(9));
            });
        }
        upstream.answers(204, "");

        assertFails(UpstreamFailure.Kind.UNAVAILABLE);
        assertThatThrownBy(() -> records.run(signIn())).isInstanceOf(UpstreamFailure.class);

        assertThat(rememberizer.isCircuitOpen()).isTrue();
        assertThat(upstream.asked).hasSize(4);
        assertThat(records.calls.stream().filter("announce"::equals))
                .as("only calls that are made are announced")
                .hasSize(4);
        TimeUnit.MILLISECONDS.sleep(600);
        assertDone(run(signIn()));
        assertThat(rememberizer.isCircuitOpen()).isFalse();
    }

    @Test
    void learnsNothingAboutTheUpstreamFromAnAttemptThatCannotBeAnnounced() throws Exception {
        rememberizer = new Rememberizer(settings(false, 4, 4), null, Clock.systemUTC(), exchange);
        Records records = new Records();
        records.whenAnnouncing = new AuditUnavailable(new IllegalStateException("no connection"));
        for (int i = 0; i < 8; i++) {
            assertThatThrownBy(() -> records.run(signIn())).isSameAs(records.whenAnnouncing);
        }
        assertThat(rememberizer.isCircuitOpen()).isFalse();
        upstream.answers(503, "");
        for (int i = 0; i < 4; i++) {
            assertFails(UpstreamFailure.Kind.UNAVAILABLE);
        }
        assertThat(rememberizer.isCircuitOpen()).isTrue();
        TimeUnit.MILLISECONDS.sleep(600);

        assertThatThrownBy(() -> records.run(signIn())).isSameAs(records.whenAnnouncing);

        assertThat(rememberizer.isCircuitOpen()).isTrue();
    }
}

package dev.portcullis.rememberizer;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvent.Outcome;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.credential.Password;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.http.upstream.UpstreamRequest;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.signin.Login;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The client in front of an upstream that answers as a test says. */
abstract class RememberizerFixture {
    static final Login LOGIN = new Login("User@Example.com");
    static final Password PASSWORD = new Password("secure_password");
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Inject
    Vertx vertx;

    /** What a request carries, if there is one, and what was left for its caller. */
    static final class RecordingExchange implements UpstreamExchange {
        UpstreamRequest request;
        volatile UpstreamResponse relayed;

        @Override
        public Optional<UpstreamRequest> request() {
            return Optional.ofNullable(request);
        }

        @Override
        public void relay(UpstreamResponse response) {
            relayed = response;
        }
    }

    final RecordingExchange exchange = new RecordingExchange();
    ScriptedUpstream upstream;
    Rememberizer rememberizer;

    @BeforeEach
    void start() throws Exception {
        upstream = new ScriptedUpstream(vertx);
        rememberizer = new Rememberizer(settings(false, 4, 20), null, Clock.systemUTC(), exchange);
    }

    RememberizerSettings settings(boolean forwardAddress, int concurrency, int breakerCalls) {
        return new RememberizerSettings(
                upstream.url(),
                RememberizerSettings.limits(
                        Duration.ofSeconds(1), TIMEOUT, concurrency, breakerCalls, Duration.ofMillis(500)),
                concurrency,
                false,
                null,
                RememberizerSettings.ExtraHeader.parse("X-Api-Key: 1234"),
                forwardAddress);
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
    }

    static UpstreamRequest carrying(String body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Cookie", "csrftoken=1; refresh_token=old")
                .add("Cookie", "theme=dark")
                .add("Authorization", "Token abc")
                .add("Accept-Language", "da, en;q=0.5")
                .add("X-Other", "stays here");
        return UpstreamRequest.of(headers, new ClientAddress("192.0.2.7"), body);
    }

    Decision<SessionTokens> signIn() {
        return rememberizer.exchange(LOGIN, PASSWORD, null);
    }

    static <T> Result<T> run(Decision<T> decision) {
        return new Records().run(decision);
    }

    static <T> void assertDone(Result<T> result) {
        assertThat(result.isRefused()).as(result.toString()).isFalse();
    }

    static <T> void assertRefused(Result<T> result, Reason reason) {
        assertThat(result.isRefusedWith(reason)).as(result.toString()).isTrue();
    }

    void assertFails(UpstreamFailure.Kind kind) {
        assertThatThrownBy(() -> run(signIn()))
                .isInstanceOfSatisfying(
                        UpstreamFailure.class,
                        failure -> assertThat(failure.kind())
                                .as(failure.toString())
                                .isEqualTo(kind));
    }

    /** An audit log that keeps the order in which it was called, and cannot be written if a test says so. */
    static final class Records implements AuditWriter, UnitOfWork {
        final List<String> calls = new CopyOnWriteArrayList<>();
        RuntimeException whenAnnouncing;
        RuntimeException whenConcluding;

        <T> Result<T> run(Decision<T> decision) {
            return new Auditor(this, this, FailurePolicy.FAIL_CLOSED)
                    .begin(AuditAction.SIGN_IN, aCaller())
                    .attempt(() -> decision);
        }

        @Override
        public void record(AuditEvent event, CallerContext caller) {
            assertThat(event.outcome()).as("nothing was announced").isIn(Outcome.FAILED, Outcome.REFUSED);
        }

        @Override
        public UUID commit(AuditEvent event, CallerContext caller, UUID attempt) {
            if (event.outcome() == Outcome.UNKNOWN) {
                calls.add("announce");
                if (whenAnnouncing != null) {
                    throw whenAnnouncing;
                }
            } else if (attempt == null) {
                record(event, caller);
            } else {
                complete(attempt, event, caller);
            }
            return UUID.randomUUID();
        }

        @Override
        public void complete(UUID attempt, AuditEvent event, CallerContext caller) {
            calls.add("conclude");
            if (whenConcluding != null) {
                throw whenConcluding;
            }
        }

        @Override
        public void forget(AccountId account, AttemptedLogin login) {
            throw new AssertionError("a gateway deletes no account");
        }

        @Override
        public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
            throw new AssertionError("nothing is lost", cause);
        }

        @Override
        public <T> T call(Supplier<? extends T> work) {
            return work.get();
        }
    }
}

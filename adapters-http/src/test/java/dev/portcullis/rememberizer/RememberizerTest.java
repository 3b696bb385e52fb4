package dev.portcullis.rememberizer;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AttemptId;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvent.Outcome;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.credential.Password;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.http.upstream.UpstreamRequest;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.rememberizer.ScriptedUpstream.Asked;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.signin.Login;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes up, what comes down, and what becomes of it when something breaks on the way. */
@QuarkusTest
class RememberizerTest {
    private static final Login LOGIN = new Login("User@Example.com");
    private static final Password PASSWORD = new Password("secure_password");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Inject
    Vertx vertx;

    /** What a request carries, if there is one, and what was left for its caller. */
    private static final class RecordingExchange implements UpstreamExchange {
        private UpstreamRequest request;
        private volatile UpstreamResponse relayed;

        @Override
        public Optional<UpstreamRequest> request() {
            return Optional.ofNullable(request);
        }

        @Override
        public void relay(UpstreamResponse response) {
            relayed = response;
        }
    }

    private final RecordingExchange exchange = new RecordingExchange();
    private ScriptedUpstream upstream;
    private Rememberizer rememberizer;

    @BeforeEach
    void start() throws Exception {
        upstream = new ScriptedUpstream(vertx);
        rememberizer = new Rememberizer(settings(false, 4, 20), null, Clock.systemUTC(), exchange);
    }

    private RememberizerSettings settings(boolean forwardAddress, int concurrency, int breakerCalls) {
        return new RememberizerSettings(
                upstream.url(),
                Duration.ofSeconds(1),
                TIMEOUT,
                concurrency,
                concurrency,
                false,
                new RememberizerSettings.Breaker(breakerCalls, Duration.ofMillis(500)),
                null,
                RememberizerSettings.ExtraHeader.parse("X-Api-Key: 1234"),
                forwardAddress);
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
    }

    private static UpstreamRequest carrying(String body) {
        return new UpstreamRequest(
                List.of("csrftoken=1; refresh_token=old", "theme=dark"),
                List.of("Token abc"),
                List.of("da, en;q=0.5"),
                new ClientAddress("192.0.2.7"),
                body);
    }

    private Decision<SessionTokens> signIn() {
        return rememberizer.exchange(LOGIN, PASSWORD, null);
    }

    private static <T> Result<T> run(Decision<T> decision) {
        return new Records().run(decision);
    }

    private static <T> void assertDone(Result<T> result) {
        assertThat(result.isRefused()).as(result.toString()).isFalse();
    }

    private static <T> void assertRefused(Result<T> result, Reason reason) {
        assertThat(result.isRefusedWith(reason)).as(result.toString()).isTrue();
    }

    // ---- up

    @Test
    void sendsTheBodyAndTheDocumentedHeadersUpAsTheyCameAndNothingElse() {
        upstream.answers(204, "");
        String body = "{\"login\":\"User@Example.com\", \"password\":\"p\",\"captcha\":null,\"unknown\":[1.0]}";

        exchange.request = carrying(body);
        assertDone(run(signIn()));

        Asked asked = upstream.last();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri()).isEqualTo("/api/v1/auth/signin/");
        assertThat(asked.body()).isEqualTo(body);
        assertThat(asked.headers().getAll("Cookie")).containsExactly("csrftoken=1; refresh_token=old; theme=dark");
        assertThat(asked.headers().get("Authorization")).isEqualTo("Token abc");
        assertThat(asked.headers().get("Accept-Language")).isEqualTo("da, en;q=0.5");
        assertThat(asked.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(asked.headers().get("X-Api-Key")).isEqualTo("1234");
        assertThat(asked.headers().names().stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "accept",
                        "accept-language",
                        "authorization",
                        "content-length",
                        "content-type",
                        "cookie",
                        "host",
                        "user-agent",
                        "x-api-key");
    }

    @Test
    void tellsTheCallersAddressOnlyWhereTheOperatorWantsIt() {
        upstream.answers(204, "");
        Rememberizer telling = new Rememberizer(settings(true, 4, 20), null, Clock.systemUTC(), exchange);

        exchange.request = carrying("");
        assertDone(run(telling.refresh(null)));

        assertThat(upstream.last().headers().getAll("X-Forwarded-For")).containsExactly("192.0.2.7");
    }

    @Test
    void showsTheProofAloneForACallerWithoutARequest() {
        upstream.answers(204, "");

        Result<Void> ended = run(rememberizer.end(new RefreshToken("mine")));
        assertDone(ended);
        assertThat(ended.note()).isEqualTo("signed_out");

        Asked asked = upstream.last();
        assertThat(asked.uri()).isEqualTo("/api/v1/auth/custom-logout/");
        assertThat(asked.body()).isEmpty();
        assertThat(asked.headers().get("Content-Length")).isEqualTo("0");
        assertThat(asked.headers().getAll("Cookie")).containsExactly("refresh_token=mine");
        assertThat(asked.headers().contains("Authorization")).isFalse();
    }

    @Test
    void asksEachEndpointByTheAddressOnThePage() {
        upstream.answers(204, "");
        assertDone(run(rememberizer.signUp(ProviderContract.aRegistration(new EmailAddress("a@b.example")))));
        assertThat(upstream.last().body()).contains("\"email\":\"a@b.example\"", "\"name\":\"Ada\"");
        assertDone(run(rememberizer.verifyEmail(new BearerToken("t"), new VerificationCode("123456"))));
        assertThat(upstream.last().body()).isEqualTo("{\"verification_code\":\"123456\"}");
        assertThat(upstream.last().headers().get("Authorization")).isEqualTo("Bearer t");
        assertDone(run(rememberizer.refresh(null)));
        assertDone(rememberizer.describe(new BearerToken("t")));

        assertThat(upstream.asked)
                .extracting(asked -> asked.method() + " " + asked.uri())
                .containsExactly(
                        "POST /api/v1/auth/signup/",
                        "POST /api/v1/auth/verify-email/",
                        "POST /api/v1/auth/custom-refresh/",
                        "GET /api/v1/account/");
    }

    // ---- down

    @Test
    void passesASuccessDown() {
        upstream.answers(
                200,
                "{\"ok\": 1.0}",
                "access_token=a; Domain=rememberizer.ai; Path=/; Max-Age=60",
                "refresh_token=r; Path=/; Max-Age=600",
                "sessionid=s; HttpOnly");

        Result<SessionTokens> result = run(signIn());

        assertThat(result.value().refresh().reveal()).isEqualTo("r");
        assertThat(exchange.relayed)
                .isEqualTo(new UpstreamResponse(
                        200,
                        "{\"ok\": 1.0}",
                        List.of(
                                "access_token=a; Path=/; Max-Age=60",
                                "refresh_token=r; Path=/; Max-Age=600",
                                "sessionid=s; HttpOnly"),
                        null,
                        null));
    }

    @Test
    void knowsRefusalsByTheirStatusAndByOurCodes() {
        upstream.answers(401, "{\"detail\":\"No active account found\"}");
        assertRefused(run(signIn()), Reason.INVALID_CREDENTIALS);
        upstream.answers(400, "{\"code\":\"captcha_refused\"}");
        assertRefused(run(signIn()), Reason.CAPTCHA_REJECTED);
        upstream.answers(400, "{\"non_field_errors\":[\"Unable to log in.\"]}");
        assertRefused(run(signIn()), Reason.PROVIDER_REJECTED);
        assertThat(exchange.relayed.status()).isEqualTo(400);
        upstream.answers(response ->
                response.setStatusCode(429).putHeader("Retry-After", "30").end());
        Result<SessionTokens> limited = run(signIn());
        assertRefused(limited, Reason.PROVIDER_RATE_LIMITED);
        assertThat(limited.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(30));
        upstream.answers(429, "");
        limited = run(signIn());
        assertRefused(limited, Reason.PROVIDER_RATE_LIMITED);
        assertThat(limited.refusal().retryAfter()).isNull();
    }

    @Test
    void followsNoRedirect() {
        upstream.answers(response -> response.setStatusCode(307)
                .putHeader("Location", upstream.url() + "/elsewhere")
                .end());

        assertFails(UpstreamFailure.Kind.INVALID);

        assertThat(upstream.asked).hasSize(1);
    }

    private void assertFails(UpstreamFailure.Kind kind) {
        assertThatThrownBy(() -> run(signIn()))
                .isInstanceOfSatisfying(
                        UpstreamFailure.class,
                        failure -> assertThat(failure.kind())
                                .as(failure.toString())
                                .isEqualTo(kind));
    }

    @Test
    void letsThoseReadTheAuditLogWhomTheOperatorNamed() {
        AuditAccess auditors = rememberizer.auditors(Set.of("7", "ada@example.com"));
        AttemptedLogin eve = new EmailAddress("eve@example.com").attempted();
        AttemptedLogin ada = new EmailAddress("ada@example.com").attempted();

        upstream.answers(200, "{\"id\":7,\"email\":\"eve@example.com\",\"name\":\"Eve\"}");
        assertThat(auditors.check(new BearerToken("t")))
                .isEqualTo(Result.<Void>done().about(eve));
        assertThat(upstream.last().uri()).isEqualTo("/api/v1/account/");
        assertThat(upstream.last().headers().get("Authorization")).isEqualTo("Bearer t");
        upstream.answers(200, "{\"id\":70,\"email\":\"Ada@Example.com\"}");
        assertThat(auditors.check(new BearerToken("t")))
                .isEqualTo(Result.<Void>done().about(ada));

        upstream.answers(200, "{\"id\":70,\"email\":\"ada@example.com\",\"email_verified\":false}");
        assertThat(auditors.check(new BearerToken("t")))
                .isEqualTo(Result.<Void>refused(Reason.NOT_ALLOWED).about(ada));
        for (String nobody : List.of("{\"id\":\"\"}", "{\"id\":70,\"email\":\"7\"}", "{}", "[]", "")) {
            upstream.answers(200, nobody);
            assertThat(auditors.check(new BearerToken("t"))).isEqualTo(Result.refused(Reason.NOT_ALLOWED));
        }
        upstream.answers(401, "");
        assertThat(auditors.check(new BearerToken("t"))).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
        upstream.answers(503, "");
        assertThatThrownBy(() -> auditors.check(new BearerToken("t"))).isInstanceOf(UpstreamFailure.class);
        upstream.answers(200, "{\"id\":7}");
        assertThat(rememberizer.auditors(Set.of()).check(new BearerToken("t")))
                .isEqualTo(Result.refused(Reason.NOT_ALLOWED));
    }

    // ---- in between

    /** An audit log that keeps the order in which it was called, and cannot be written if a test says so. */
    private static final class Records implements AuditWriter, UnitOfWork {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private RuntimeException whenConcluding;

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
        public AttemptId announce(AuditEvent attempt, CallerContext caller) {
            calls.add("announce");
            return new AttemptId(UUID.randomUUID());
        }

        @Override
        public void complete(AttemptId attempt, AuditEvent event, CallerContext caller) {
            calls.add("conclude");
            if (whenConcluding != null) {
                throw whenConcluding;
            }
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
}

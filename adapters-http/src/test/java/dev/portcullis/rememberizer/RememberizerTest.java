package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationCode;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AttemptedLogin;
import dev.portcullis.audit.AuditAccess;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.credential.Password;
import dev.portcullis.http.passage.Answered;
import dev.portcullis.http.passage.Carried;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.rememberizer.ScriptedUpstream.Asked;
import dev.portcullis.session.Login;
import dev.portcullis.session.ProviderContract;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SignIn;
import dev.portcullis.session.SignOut;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

    private ScriptedUpstream upstream;
    private Rememberizer rememberizer;

    @BeforeEach
    void start() throws Exception {
        upstream = new ScriptedUpstream(vertx);
        rememberizer = new Rememberizer(settings(false, 4, 20), null, vertx, Clock.systemUTC());
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

    private static Carried carrying(String body) {
        return new Carried(
                List.of("csrftoken=1; refresh_token=old", "theme=dark"),
                List.of("Token abc"),
                List.of("da, en;q=0.5"),
                new ClientAddress("192.0.2.7"),
                body);
    }

    private SignIn.Outcome signIn(Belongings belongings, Recorder<SignIn.Outcome> recorder) {
        return rememberizer.credentials().exchange(LOGIN, PASSWORD, null, belongings, recorder);
    }

    // ---- up

    @Test
    void sendsTheBodyAndTheDocumentedHeadersUpAsTheyCameAndNothingElse() {
        upstream.answers(204, "");
        String body = "{\"login\":\"User@Example.com\", \"password\":\"p\",\"captcha\":null,\"unknown\":[1.0]}";

        assertThat(signIn(carrying(body), ProviderContract.unrecorded())).isInstanceOf(SignIn.Outcome.Granted.class);

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
        Rememberizer telling = new Rememberizer(settings(true, 4, 20), null, vertx, Clock.systemUTC());

        assertThat(telling.sessions().refresh(null, carrying(""), ProviderContract.unrecorded()))
                .isInstanceOf(RefreshSession.Outcome.Refreshed.class);

        assertThat(upstream.last().headers().getAll("X-Forwarded-For")).containsExactly("192.0.2.7");
    }

    @Test
    void showsTheProofAloneForACallerWithoutARequest() {
        upstream.answers(204, "");

        assertThat(rememberizer
                        .sessions()
                        .end(new RefreshToken("mine"), Belongings.none(), ProviderContract.unrecorded()))
                .isInstanceOf(SignOut.Outcome.Ended.class);

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
        Recorder<SignUp.Outcome> unrecorded = ProviderContract.unrecorded();
        assertThat(rememberizer
                        .accounts()
                        .signUp(
                                ProviderContract.aRegistration(new EmailAddress("a@b.example")),
                                Belongings.none(),
                                unrecorded))
                .isInstanceOf(SignUp.Outcome.Created.class);
        assertThat(upstream.last().body()).contains("\"email\":\"a@b.example\"", "\"name\":\"Ada\"");
        assertThat(rememberizer
                        .accounts()
                        .verifyEmail(
                                new BearerToken("t"),
                                new VerificationCode("123456"),
                                Belongings.none(),
                                ProviderContract.unrecorded()))
                .isInstanceOf(VerifyEmail.Outcome.Verified.class);
        assertThat(upstream.last().body()).isEqualTo("{\"verification_code\":\"123456\"}");
        assertThat(upstream.last().headers().get("Authorization")).isEqualTo("Bearer t");
        assertThat(rememberizer.sessions().refresh(null, Belongings.none(), ProviderContract.unrecorded()))
                .isInstanceOf(RefreshSession.Outcome.Refreshed.class);
        assertThat(rememberizer.accounts().describe(new BearerToken("t"), Belongings.none()))
                .isInstanceOf(DescribeAccount.Outcome.Described.class);

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

        SignIn.Outcome outcome = signIn(Belongings.none(), ProviderContract.unrecorded());

        assertThat(outcome).isInstanceOfSatisfying(SignIn.Outcome.Granted.class, granted -> {
            assertThat(granted.tokens().refresh().reveal()).isEqualTo("r");
            assertThat(granted.passage())
                    .isEqualTo(new Answered(
                            200,
                            "{\"ok\": 1.0}",
                            List.of(
                                    "access_token=a; Path=/; Max-Age=60",
                                    "refresh_token=r; Path=/; Max-Age=600",
                                    "sessionid=s; HttpOnly"),
                            null,
                            null));
        });
    }

    @Test
    void knowsRefusalsByTheirStatusAndByOurCodes() {
        upstream.answers(401, "{\"detail\":\"No active account found\"}");
        assertThat(signIn(Belongings.none(), ProviderContract.unrecorded())).isInstanceOf(SignIn.Outcome.Denied.class);
        upstream.answers(400, "{\"code\":\"captcha_refused\"}");
        assertThat(signIn(Belongings.none(), ProviderContract.unrecorded()))
                .isInstanceOf(SignIn.Outcome.CaptchaRefused.class);
        upstream.answers(400, "{\"non_field_errors\":[\"Unable to log in.\"]}");
        assertThat(signIn(Belongings.none(), ProviderContract.unrecorded()))
                .isInstanceOf(SignIn.Outcome.Rejected.class);
        upstream.answers(response ->
                response.setStatusCode(429).putHeader("Retry-After", "30").end());
        assertThat(signIn(Belongings.none(), ProviderContract.unrecorded()))
                .isInstanceOfSatisfying(
                        SignIn.Outcome.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
        upstream.answers(429, "");
        assertThat(signIn(Belongings.none(), ProviderContract.unrecorded()))
                .isInstanceOfSatisfying(
                        SignIn.Outcome.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isNull());
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
        assertThatThrownBy(() -> signIn(Belongings.none(), ProviderContract.unrecorded()))
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
        assertThat(auditors.ask(new BearerToken("t"), Belongings.none()))
                .isEqualTo(new AuditAccess.Answer.Admitted(null, null, eve));
        assertThat(upstream.last().uri()).isEqualTo("/api/v1/account/");
        assertThat(upstream.last().headers().get("Authorization")).isEqualTo("Bearer t");
        upstream.answers(200, "{\"id\":70,\"email\":\"Ada@Example.com\"}");
        assertThat(auditors.ask(new BearerToken("t"), Belongings.none()))
                .isEqualTo(new AuditAccess.Answer.Admitted(null, null, ada));

        upstream.answers(200, "{\"id\":70,\"email\":\"ada@example.com\",\"email_verified\":false}");
        assertThat(auditors.ask(new BearerToken("t"), Belongings.none()))
                .isEqualTo(new AuditAccess.Answer.NotAllowed(null, ada));
        for (String nobody : List.of("{\"id\":\"\"}", "{\"id\":70,\"email\":\"7\"}", "{}", "[]", "")) {
            upstream.answers(200, nobody);
            assertThat(auditors.ask(new BearerToken("t"), Belongings.none()))
                    .isEqualTo(new AuditAccess.Answer.NotAllowed(null, null));
        }
        upstream.answers(401, "");
        assertThat(auditors.ask(new BearerToken("t"), Belongings.none()))
                .isEqualTo(new AuditAccess.Answer.NotAuthenticated());
        upstream.answers(503, "");
        assertThatThrownBy(() -> auditors.ask(new BearerToken("t"), Belongings.none()))
                .isInstanceOf(UpstreamFailure.class);
        upstream.answers(200, "{\"id\":7}");
        assertThat(rememberizer.auditors(Set.of()).ask(new BearerToken("t"), Belongings.none()))
                .isEqualTo(new AuditAccess.Answer.NotAllowed(null, null));
    }

    // ---- in between

    /** Keeps in which order it was called, and refuses where a test says so. */
    private static final class Records implements Recorder<SignIn.Outcome> {
        private final List<String> calls = new ArrayList<>();
        private RuntimeException whenConcluding;

        @Override
        public void record(SignIn.Outcome outcome) {
            throw new AssertionError("nothing is decided here");
        }

        @Override
        public void announce() {
            calls.add("announce");
        }

        @Override
        public void conclude(SignIn.Outcome outcome) {
            calls.add("conclude");
            if (whenConcluding != null) {
                throw whenConcluding;
            }
        }
    }

    @Test
    void announcesAnAttemptBeforeItIsMadeAndConcludesItAfterwards() {
        Records records = new Records();
        upstream.answers(response -> {
            records.calls.add("asked");
            response.setStatusCode(204).end();
        });

        assertThat(signIn(Belongings.none(), records)).isInstanceOf(SignIn.Outcome.Granted.class);

        assertThat(records.calls).containsExactly("announce", "asked", "conclude");
    }

    @Test
    void endsASessionThatCannotBeConcluded() {
        Records records = new Records();
        records.whenConcluding = new AuditUnavailable(new IllegalStateException("no connection"));
        upstream.answers(204, "", "access_token=a; Path=/; Max-Age=60", "sessionid=s", "gone=; Max-Age=0");

        assertThatThrownBy(() -> signIn(Belongings.none(), records)).isSameAs(records.whenConcluding);

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
        assertThat(signIn(Belongings.none(), ProviderContract.unrecorded())).isInstanceOf(SignIn.Outcome.Granted.class);
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
        assertThat(signIn(Belongings.none(), ProviderContract.unrecorded())).isInstanceOf(SignIn.Outcome.Granted.class);
    }

    @Test
    void triesAgainOnlyAConnectionThatWasNeverOpened() throws Exception {
        Records records = new Records();
        upstream.answers(response -> {
            records.calls.add("asked");
            response.reset();
        });

        assertThatThrownBy(() -> signIn(Belongings.none(), records))
                .isInstanceOfSatisfying(
                        UpstreamFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.INVALID));

        assertThat(records.calls).containsExactly("announce", "asked");
        upstream.close();
        assertFails(UpstreamFailure.Kind.UNAVAILABLE);
    }

    @Test
    void turnsAwayWhoeverComesBeyondTheRoomThereIs() throws Exception {
        upstream.answers(response -> {});
        var callers = Executors.newFixedThreadPool(20);
        List<CompletableFuture<SignIn.Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(CompletableFuture.supplyAsync(
                    () -> signIn(Belongings.none(), ProviderContract.unrecorded()), callers));
        }

        long overloaded = 0;
        long late = 0;
        for (CompletableFuture<SignIn.Outcome> call : calls) {
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
        rememberizer = new Rememberizer(settings(false, 4, 4), null, vertx, Clock.systemUTC());
        upstream.answers(response ->
                response.setStatusCode(503).putHeader("Retry-After", "9").end());
        Records records = new Records();
        assertThat(rememberizer.isLeftAlone()).isFalse();
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> signIn(Belongings.none(), records))
                    .isInstanceOfSatisfying(UpstreamFailure.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.UNAVAILABLE);
                        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(9));
                    });
        }
        upstream.answers(204, "");

        assertFails(UpstreamFailure.Kind.UNAVAILABLE);
        assertThatThrownBy(() -> signIn(Belongings.none(), records)).isInstanceOf(UpstreamFailure.class);

        assertThat(rememberizer.isLeftAlone()).isTrue();
        assertThat(upstream.asked).hasSize(4);
        assertThat(records.calls).as("nothing is announced that is not asked").hasSize(4);
        TimeUnit.MILLISECONDS.sleep(600);
        assertThat(signIn(Belongings.none(), ProviderContract.unrecorded())).isInstanceOf(SignIn.Outcome.Granted.class);
        assertThat(rememberizer.isLeftAlone()).isFalse();
    }
}

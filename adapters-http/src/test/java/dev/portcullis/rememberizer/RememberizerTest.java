package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.rememberizer.ScriptedUpstream.Asked;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the client sends to the upstream, and how it interprets the responses. */
@QuarkusTest
class RememberizerTest extends RememberizerFixture {
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
        assertRefused(run(rememberizer.refresh(null)), Reason.PROVIDER_RATE_LIMITED);
        assertRefused(run(rememberizer.end(null)), Reason.PROVIDER_RATE_LIMITED);
        assertRefused(rememberizer.describe(new BearerToken("t")), Reason.PROVIDER_RATE_LIMITED);
    }

    @Test
    void followsNoRedirect() {
        upstream.answers(response -> response.setStatusCode(307)
                .putHeader("Location", upstream.url() + "/elsewhere")
                .end());

        assertFails(UpstreamFailure.Kind.INVALID);

        assertThat(upstream.asked).hasSize(1);
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
        upstream.answers(200, "{\"id\":70,\"email\":\"Ada@Example.com\",\"email_verified\":true}");
        assertThat(auditors.check(new BearerToken("t")))
                .isEqualTo(Result.<Void>done().about(ada));
        assertThat(exchange.relayed).isNull();

        for (String unproved : List.of("", ",\"email_verified\":false", ",\"email_verified\":\"true\"")) {
            upstream.answers(200, "{\"id\":70,\"email\":\"ada@example.com\"" + unproved + "}");
            assertThat(auditors.check(new BearerToken("t")))
                    .isEqualTo(Result.<Void>refused(Reason.NOT_ALLOWED).about(ada));
        }
        upstream.answers(200, "{\"id\":7,\"email\":\"eve@example.com\",\"email_verified\":false}");
        assertThat(auditors.check(new BearerToken("t")))
                .isEqualTo(Result.<Void>refused(Reason.NOT_ALLOWED).about(eve));
        for (String nobody : List.of("{\"id\":\"\"}", "{\"id\":70,\"email\":\"7\"}", "{}", "[]", "")) {
            upstream.answers(200, nobody);
            assertThat(auditors.check(new BearerToken("t"))).isEqualTo(Result.refused(Reason.NOT_ALLOWED));
        }
        upstream.answers(200, "{\"id\":7}");
        assertThat(rememberizer.auditors(Set.of()).check(new BearerToken("t")))
                .isEqualTo(Result.refused(Reason.NOT_ALLOWED));
    }

    @Test
    void distinguishesWhyTheUpstreamRefusesAnAuditor() {
        AuditAccess auditors = rememberizer.auditors(Set.of("7"));

        upstream.answers(401, "");
        assertThat(auditors.check(new BearerToken("t"))).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
        for (int status : List.of(403, 404, 451)) {
            upstream.answers(status, "");
            assertThat(auditors.check(new BearerToken("t"))).isEqualTo(Result.refused(Reason.PROVIDER_REJECTED));
        }
        assertThat(exchange.relayed.status()).isEqualTo(451);
        upstream.answers(response ->
                response.setStatusCode(429).putHeader("Retry-After", "30").end());
        assertThat(auditors.check(new BearerToken("t")).refusal())
                .isEqualTo(Refusal.retryAfter(Reason.PROVIDER_RATE_LIMITED, Duration.ofSeconds(30)));
        upstream.answers(503, "");
        assertThatThrownBy(() -> auditors.check(new BearerToken("t"))).isInstanceOf(UpstreamFailure.class);
    }
}

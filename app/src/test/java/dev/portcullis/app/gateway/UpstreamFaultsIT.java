package dev.portcullis.app.gateway;

import static dev.portcullis.app.gateway.Fault.Expected.answered;
import static dev.portcullis.app.gateway.Fault.Expected.invalid;
import static dev.portcullis.app.gateway.Fault.Expected.unavailable;
import static dev.portcullis.app.gateway.FaultChecks.assertHandled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.gateway.Fault.Operation;
import dev.portcullis.app.gateway.FaultyUpstream.Script;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.Waits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exposes the packaged gateway to every fault of an upstream and its network. Each time the caller gets one problem
 * response in time, the audit log one outcome, and the next call succeeds. {@link EncryptedUpstreamFaultsIT} adds the
 * faults of TLS and HTTP/2. The measurements are written to {@code target/upstream-faults.md}.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamFaultsIT {
    private FaultyUpstream upstream;
    private GatewayProcess gateway;

    @BeforeAll
    void start() throws Exception {
        upstream = new FaultyUpstream();
        // One fault after the other would open the breaker, which is another test's matter.
        Map<String, String> patient = Map.of("portcullis.rememberizer.breaker.calls", "1000");
        gateway = GatewayProcess.start("faults", "http://localhost:" + upstream.port(), patient);
        // The first calls of a process load classes, which is not measured.
        Waits.patiently()
                .untilAsserted(() -> assertThat(gateway.signIn().status()).isEqualTo(204));
    }

    @AfterAll
    void stop() throws Exception {
        FaultChecks.writeTable();
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.portcullis.app.gateway.Faults#all")
    void answersPlainlyAndInTime(Fault fault) throws Exception {
        upstream.forgetCalls();
        upstream.answers(fault.script());

        Api.Answer answer = assertHandled(gateway, fault.name(), fault.operation(), fault.expected());

        assertThat(upstream.calls()).as("nothing is asked twice").isEqualTo(1);
        if (fault.expected().status() == 429) {
            assertThat(answer.headers().get("retry-after"))
                    .isEqualTo(fault.name().equals("429 with `Retry-After`") ? List.of("120") : null);
        }
        assertServesAgain();
    }

    private void assertServesAgain() throws Exception {
        upstream.isWell();
        Api.Answer answer = gateway.signIn();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(answer.cookie("access_token")).isEqualTo(upstream.newestAccessToken());
        assertThat(gateway.outcome(answer.headers().get("x-request-id").get(0)).outcome())
                .isEqualTo("success");
    }

    @Test
    void saysThatARefusedConnectionIsAnUpstreamThatIsAway() throws Exception {
        upstream.isGone();

        assertHandled(gateway, "refuses the connection", Operation.SIGN_IN, unavailable());
        assertHandled(gateway, "refuses the connection", Operation.SIGN_OUT, unavailable());

        assertServesAgain();
    }

    @Test
    void saysThatABlackHoleIsAnUpstreamThatIsAway() throws Exception {
        try (AutoCloseable hole = upstream.isBlackHole()) {
            assertThat(hole).isNotNull();
            assertHandled(gateway, "does not answer who connects", Operation.SIGN_IN, unavailable());
        }

        assertServesAgain();
    }

    @Test
    void saysThatAHostWithoutAddressIsAnUpstreamThatIsAway() throws Exception {
        try (GatewayProcess lost = GatewayProcess.start("faults-dns", "http://nothing.invalid", Map.of())) {
            assertHandled(lost, "has no address in the DNS", Operation.SIGN_IN, unavailable());
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (FaultyUpstream elsewhere = new FaultyUpstream()) {
            for (String status : List.of("301 Moved", "302 Found", "303 See Other", "307 Go", "308 Go")) {
                upstream.answers(call ->
                        call.answer(status, "", "Location: http://localhost:" + elsewhere.port() + call.path()));
                assertHandled(gateway, "redirects with a " + status.substring(0, 3), Operation.SIGN_IN, invalid());
            }
            upstream.answers(call ->
                    call.answer("302 Found", "", "Location: http://localhost:" + elsewhere.port() + call.path()));
            assertHandled(gateway, "redirects with a 302", Operation.ACCOUNT, invalid());

            assertThat(elsewhere.accepted()).isZero();
        }
        assertServesAgain();
    }

    @Test
    void endsTheSessionThatCameWithAThousandCookies() throws Exception {
        String[] thousand = new String[1_000];
        Arrays.fill(thousand, "Set-Cookie: a=b; Path=/");
        thousand[0] = Faults.COOKIE;
        assertOpenedSessionIsEnded(
                "204 with 1,000 cookies", call -> call.answer("204 No Content", "", thousand), Operation.SIGN_IN);
    }

    @Test
    void endsTheSessionThatCameWithACookieThatNoBrowserKeeps() throws Exception {
        assertOpenedSessionIsEnded(
                "204 with a cookie of 9 KB",
                call -> call.answer(
                        "204 No Content", "", Faults.COOKIE, "Set-Cookie: large=" + "a".repeat(9_000) + "; Path=/"),
                Operation.SIGN_IN);
    }

    @Test
    void endsTheSessionThatCameWithCookiesInOneLine() throws Exception {
        assertOpenedSessionIsEnded(
                "204 with lines of `Set-Cookie` joined by a comma",
                call -> call.answer(
                        "204 No Content",
                        "",
                        Faults.COOKIE
                                + "; Expires=Wed, 21 Oct 2099 07:28:00 GMT, refresh_token=opened-too; Path=/; HttpOnly"),
                Operation.SIGN_IN);
        assertThat(upstream.goodbyes()).singleElement().isEqualTo("access_token=opened; refresh_token=opened-too");
    }

    @Test
    void endsTheSessionThatCameWithABodyThatCannotBePassedOn() throws Exception {
        assertOpenedSessionIsEnded(
                "200 with cookies and Faults.HTML",
                call -> call.answer("200 OK", Faults.HTML, "Content-Type: text/html", Faults.COOKIE),
                Operation.SIGN_IN);
        assertOpenedSessionIsEnded(
                "201 with cookies and broken Faults.JSON",
                call -> call.answer("201 Created", "{", Faults.JSON, Faults.COOKIE),
                Operation.SIGN_UP);
    }

    private void assertOpenedSessionIsEnded(String fault, Script script, Operation operation) throws Exception {
        upstream.forgetCalls();
        upstream.answers(script);

        Api.Answer answer = assertHandled(gateway, fault, operation, invalid());

        assertThat(answer.setCookies()).isEmpty();
        assertThat(upstream.goodbyes()).singleElement().asString().startsWith("access_token=opened");
        assertServesAgain();
    }

    @Test
    void givesNoCallerAnAnswerForAnother() throws Exception {
        for (MixUp mixUp : MixUp.all()) {
            upstream.answers(mixUp.script());
            assertHandled(gateway, mixUp.name(), Operation.SIGN_IN, mixUp.isAnswered() ? answered(204) : invalid());
            MixUp.assertKeptApart(gateway, mixUp.isAnswered());
        }
        assertServesAgain();
    }

    @Test
    void givesNoCallerTheAnswerThatCameTooLateForAnother() throws Exception {
        upstream.answers(call -> {
            if (MixUp.caller(call).equals("late")) {
                Thread.sleep(GatewayProcess.TIMEOUT.plusMillis(200).toMillis());
            }
            call.write(MixUp.answer(call));
        });
        assertThat(gateway.signIn("Cookie", "caller=late").code()).isEqualTo("upstream_timeout");
        for (int i = 0; i < 5; i++) {
            MixUp.assertIsOwn(gateway.signIn("Cookie", "caller=c" + i), "c" + i);
            Thread.sleep(100);
        }
        assertServesAgain();
    }
}

package dev.portcullis.siteverify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.http.LogRecorder;
import dev.portcullis.outbound.OtherService;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each captcha service as it is documented, spoken to over bare sockets. */
@QuarkusTest
class SiteverifyCaptchaTest {
    private static final CaptchaAnswer ANSWER = new CaptchaAnswer("P1_token.of-the+widget=/&secret=other");
    private static final String ENCODED = "P1_token.of-the%2Bwidget%3D%2F%26secret%3Dother";
    private static final ClientAddress ADDRESS = new ClientAddress("192.0.2.7");
    private static final String SECRET = "6Lc-secret";

    private final OtherService service = new OtherService();

    @AfterEach
    void stop() {
        service.close();
    }

    /** Settings, some of them changed. */
    private record Some(
            CaptchaService service,
            String siteKey,
            boolean requireAction,
            Double leastScore,
            boolean sendAddress,
            Duration deadline) {
        static Some of(CaptchaService service) {
            return new Some(service, "site-key", false, null, false, Duration.ofSeconds(10));
        }

        Some requiringAction() {
            return new Some(service, siteKey, true, leastScore, sendAddress, deadline);
        }

        Some withScore(double least) {
            return new Some(service, siteKey, requireAction, least, sendAddress, deadline);
        }

        Some sendingAddress() {
            return new Some(service, siteKey, requireAction, leastScore, true, deadline);
        }

        Some within(Duration time) {
            return new Some(service, siteKey, requireAction, leastScore, sendAddress, time);
        }

        CaptchaSettings at(URI address) {
            return new CaptchaSettings(
                    service,
                    address,
                    SECRET,
                    siteKey,
                    Set.of("www.example.com", "App.Example.com"),
                    Map.of(CaptchaAction.SIGN_UP, "sign_up", CaptchaAction.SIGN_IN, "sign_in"),
                    requireAction,
                    leastScore,
                    sendAddress,
                    deadline);
        }
    }

    private SiteverifyCaptcha captcha(Some settings) {
        return new SiteverifyCaptcha(settings.at(service.address("/v1/siteverify")));
    }

    private Optional<CaptchaRefusal> ask(Some settings) {
        return captcha(settings).refusalOf(ANSWER, CaptchaAction.SIGN_IN, ADDRESS);
    }

    private Optional<CaptchaRefusal> ask(CaptchaService kind) {
        return ask(Some.of(kind));
    }

    private void answers(String json) {
        service.answers(200, "application/json; charset=utf-8", json.replace('\'', '"'));
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    // ---- what leaves

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RECAPTCHA_ENTERPRISE")
    void sendsSecretAndAnswerAsAForm(CaptchaService kind) {
        answers("{'success': true, 'hostname': 'www.example.com'}");

        assertThat(ask(kind)).isEmpty();

        String siteKey = kind == CaptchaService.HCAPTCHA ? "&sitekey=site-key" : "";
        assertThat(service.requests()).singleElement().satisfies(request -> {
            assertThat(request).startsWith("POST /v1/siteverify HTTP/1.1\r\n");
            assertThat(request).containsIgnoringCase("Content-Type: application/x-www-form-urlencoded");
            assertThat(body(request)).isEqualTo("secret=" + SECRET + "&response=" + ENCODED + siteKey);
            assertThat(request).doesNotContain(ADDRESS.value());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf8", "application/json; charset='utf-8'"})
    void readsAnAnswerWithAByteOrderMarkInEachSpellingOfUtf8(String type) {
        service.answers(200, type, "\uFEFF{\"success\": true, \"hostname\": \"www.example.com\"}");

        assertThat(ask(CaptchaService.TURNSTILE)).isEmpty();
    }

    @Test
    void sendsAnAssessmentWithTheKeyInAHeader() {
        answers("{'tokenProperties': {'valid': true, 'hostname': 'www.example.com', 'action': 'sign_in'},"
                + " 'riskAnalysis': {'score': 0.9}}");

        assertThat(ask(CaptchaService.RECAPTCHA_ENTERPRISE)).isEmpty();

        assertThat(service.requests()).singleElement().satisfies(request -> {
            assertThat(request).startsWith("POST /v1/siteverify HTTP/1.1\r\n");
            assertThat(request).containsIgnoringCase("Content-Type: application/json");
            assertThat(request).containsIgnoringCase("X-Goog-Api-Key: " + SECRET);
            assertThat(body(request))
                    .isEqualTo("{\"event\":{\"token\":\"" + ANSWER.reveal()
                            + "\",\"siteKey\":\"site-key\",\"expectedAction\":\"sign_in\"}}");
        });
    }

    @Test
    void sendsTheCallersAddressOnlyWhereTheOperatorWantsIt() {
        answers("{'success': true, 'hostname': 'www.example.com'}");
        assertThat(ask(Some.of(CaptchaService.TURNSTILE).sendingAddress())).isEmpty();
        assertThat(body(service.requests().get(0))).endsWith("&remoteip=192.0.2.7");

        answers("{'tokenProperties': {}}");
        assertThat(ask(Some.of(CaptchaService.RECAPTCHA_ENTERPRISE).sendingAddress()))
                .isPresent();
        assertThat(body(service.requests().get(1))).contains("\"userIpAddress\":\"192.0.2.7\"");
    }

    @Test
    void asksNothingAboutWhatNoServiceGivesOut() {
        SiteverifyCaptcha captcha = captcha(Some.of(CaptchaService.TURNSTILE));

        assertThat(captcha.refusalOf(new CaptchaAnswer(""), CaptchaAction.SIGN_UP, ADDRESS))
                .contains(CaptchaRefusal.MISSING);
        for (String odd : new String[] {" ", "to ken", "t\u00f8ken", "\ud83d\ude00", "x".repeat(2_049)}) {
            assertThat(captcha.refusalOf(new CaptchaAnswer(odd), CaptchaAction.SIGN_UP, ADDRESS))
                    .contains(CaptchaRefusal.WRONG);
        }
        assertThat(service.requests()).isEmpty();
    }

    // ---- what the answers mean

    @ParameterizedTest
    @CsvSource({
        "invalid-input-response, WRONG",
        "missing-input-response, WRONG",
        "bad-request, WRONG",
        "sitekey-secret-mismatch, WRONG",
        "something-new, WRONG",
        "timeout-or-duplicate, EXPIRED",
        "expired-input-response, EXPIRED",
        "already-seen-response, EXPIRED",
        "invalid-or-already-seen-response, EXPIRED",
        "missing-input-secret, MISCONFIGURED",
        "invalid-input-secret, MISCONFIGURED",
        "internal-error, UNAVAILABLE"
    })
    void tellsRefusalsApart(String code, CaptchaRefusal refusal) {
        for (CaptchaService kind : CaptchaService.values()) {
            if (kind != CaptchaService.RECAPTCHA_ENTERPRISE) {
                answers("{'success': false, 'error-codes': ['" + code + "']}");
                assertThat(ask(kind)).contains(refusal);

                // As reCAPTCHA once answered to a wrong secret.
                answers("{'success': true, 'hostname': 'www.example.com', 'error-codes': ['" + code + "']}");
                assertThat(ask(kind)).contains(refusal);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, EXPIRED",
        "DUPE, EXPIRED",
        "MALFORMED, WRONG",
        "BROWSER_ERROR, WRONG",
        "UNKNOWN_INVALID_REASON, WRONG",
        "MISSING, MISSING",
        "UNEXPECTED_ACTION, MISMATCHED",
        "'', WRONG"
    })
    void tellsRefusalsOfAssessmentsApart(String reason, CaptchaRefusal refusal) {
        answers("{'tokenProperties': {'valid': false, 'invalidReason': '" + reason
                + "', 'hostname': 'www.example.com'}, 'riskAnalysis': {'score': 0.9}}");

        assertThat(ask(CaptchaService.RECAPTCHA_ENTERPRISE)).contains(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"hostname\": \"www.example.com\"', true",
        "'\"hostname\": \"app.example.COM\"', true",
        "'\"hostname\": \"example.com\"', false",
        "'\"hostname\": \"www.example.com.evil.example\"', false",
        "'\"hostname\": \"not-provided\"', false",
        "'\"hostname\": \"\"', false",
        "'\"hostname\": null', false",
        "'\"apk_package_name\": \"com.example\"', false",
        "'\"hostname\": [\"www.example.com\"]', false"
    })
    void takesAProofFromOurOwnPagesAlone(String property, boolean isTaken) {
        for (CaptchaService kind :
                new CaptchaService[] {CaptchaService.RECAPTCHA, CaptchaService.TURNSTILE, CaptchaService.HCAPTCHA}) {
            answers("{'success': true, " + property + "}");

            assertThat(ask(kind).isEmpty()).isEqualTo(isTaken);
        }
        answers("{'tokenProperties': {'valid': true, " + property + "}, 'riskAnalysis': {'score': 1}}");

        assertThat(ask(CaptchaService.RECAPTCHA_ENTERPRISE))
                .isEqualTo(isTaken ? Optional.empty() : Optional.of(CaptchaRefusal.MISMATCHED));
    }

    @Test
    void takesAProofForTheActionThatItWasGivenForAlone() {
        answers("{'success': true, 'hostname': 'www.example.com', 'action': 'sign_up'}");
        SiteverifyCaptcha captcha = captcha(Some.of(CaptchaService.TURNSTILE));

        assertThat(captcha.refusalOf(ANSWER, CaptchaAction.SIGN_UP, ADDRESS)).isEmpty();
        assertThat(captcha.refusalOf(ANSWER, CaptchaAction.SIGN_IN, ADDRESS)).contains(CaptchaRefusal.MISMATCHED);
    }

    @Test
    void takesAProofForNoActionUnlessOneIsAskedFor() {
        answers("{'success': true, 'hostname': 'www.example.com', 'action': ''}");
        assertThat(ask(Some.of(CaptchaService.TURNSTILE))).isEmpty();
        assertThat(ask(Some.of(CaptchaService.TURNSTILE).requiringAction())).contains(CaptchaRefusal.MISMATCHED);

        answers("{'tokenProperties': {'valid': true, 'hostname': 'www.example.com'}, 'riskAnalysis': {'score': 1}}");
        assertThat(ask(Some.of(CaptchaService.RECAPTCHA_ENTERPRISE).requiringAction()))
                .contains(CaptchaRefusal.MISMATCHED);
    }

    @ParameterizedTest
    @CsvSource({
        "0.7, 0.69, false",
        "0.7, 0.7, true",
        "0.7, 1.0, true",
        "0.3, 0.3, true",
        "0.3, 0.0, false",
        "0, 0, true"
    })
    void wantsTheScoreThatTheOperatorNames(double least, double score, boolean isEnough) {
        answers("{'success': true, 'hostname': 'www.example.com', 'action': 'sign_in', 'score': " + score + "}");
        assertThat(ask(Some.of(CaptchaService.RECAPTCHA).withScore(least)).isEmpty())
                .isEqualTo(isEnough);

        answers("{'tokenProperties': {'valid': true, 'hostname': 'www.example.com'}, 'riskAnalysis': {'score': " + score
                + "}}");
        assertThat(ask(Some.of(CaptchaService.RECAPTCHA_ENTERPRISE).withScore(least))
                        .isEmpty())
                .isEqualTo(isEnough);
    }

    @Test
    void countsAScoreOfRiskTheOtherWayRound() {
        answers("{'success': true, 'hostname': 'www.example.com', 'score': 0.9}");
        assertThat(ask(Some.of(CaptchaService.HCAPTCHA).withScore(0.5))).contains(CaptchaRefusal.DOUBTFUL);

        answers("{'success': true, 'hostname': 'www.example.com', 'score': 0.1}");
        assertThat(ask(Some.of(CaptchaService.HCAPTCHA).withScore(0.5))).isEmpty();
    }

    @Test
    void takesNoMissingScoreForAGoodOne() {
        for (String score : new String[] {"", ", 'score': null", ", 'score': 'high'"}) {
            answers("{'success': true, 'hostname': 'www.example.com'" + score + "}");
            assertThat(ask(Some.of(CaptchaService.RECAPTCHA).withScore(0.1))).contains(CaptchaRefusal.DOUBTFUL);
            assertThat(ask(Some.of(CaptchaService.RECAPTCHA))).isEmpty();
        }
        answers("{'tokenProperties': {'valid': true, 'hostname': 'www.example.com'}, 'riskAnalysis': {}}");
        assertThat(ask(CaptchaService.RECAPTCHA_ENTERPRISE)).contains(CaptchaRefusal.DOUBTFUL);

        answers("{'success': true, 'hostname': 'www.example.com', 'score': 0.4}");
        assertThat(ask(CaptchaService.RECAPTCHA)).contains(CaptchaRefusal.DOUBTFUL);
    }

    // ---- when there is no answer

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void takesAServiceThatIsInTroubleForAnOutage(int status) {
        service.answers(status, "application/json", "{\"success\": true, \"hostname\": \"www.example.com\"}");

        assertThat(ask(CaptchaService.RECAPTCHA)).contains(CaptchaRefusal.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 301, 400, 401, 403, 404, 413, 414, 431})
    void takesAServiceThatTurnsUsDownForNoOutage(int status) {
        service.answers(status, "application/json", "{\"success\": true, \"hostname\": \"www.example.com\"}");
        assertThat(ask(CaptchaService.RECAPTCHA)).contains(CaptchaRefusal.MISCONFIGURED);

        service.answers(status, "text/html", "<h1>No</h1>");
        assertThat(ask(CaptchaService.RECAPTCHA_ENTERPRISE)).contains(CaptchaRefusal.MISCONFIGURED);

        service.answers(
                status, "application/json", "{\"success\": false, \"error-codes\": [\"invalid-input-response\"]}");
        assertThat(ask(CaptchaService.TURNSTILE)).contains(CaptchaRefusal.WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "true",
                "{}",
                "{\"success\": 1}",
                "{\"success\": \"true\", \"hostname\": \"www.example.com\"}",
                "{\"success\": true, \"hostname\": \"www.example.com\"} {}",
                "{\"tokenProperties\": []}",
                "{\"tokenProperties\": {\"valid\": true, \"hostname\": \"www.example.com\"}}"
            })
    void takesNonsenseForNoAnswer(String text) {
        service.answers(200, "application/json", text);

        assertThat(ask(CaptchaService.RECAPTCHA)).contains(CaptchaRefusal.UNAVAILABLE);
        assertThat(ask(CaptchaService.RECAPTCHA_ENTERPRISE)).contains(CaptchaRefusal.UNAVAILABLE);
    }

    @Test
    void takesAPageOfAnotherKindForNoAnswer() {
        service.answers(200, "text/html", "{\"success\": true, \"hostname\": \"www.example.com\"}");

        assertThat(ask(CaptchaService.RECAPTCHA)).contains(CaptchaRefusal.UNAVAILABLE);
    }

    @Test
    void readsNoEndlessAnswer() {
        service.answers(
                200,
                "application/json",
                "{\"success\": true, \"hostname\": \"www.example.com\", \"x\": \"" + "x".repeat(5_000_000) + "\"}");

        assertThat(ask(CaptchaService.RECAPTCHA)).contains(CaptchaRefusal.UNAVAILABLE);
    }

    @Test
    void waitsNoLongerThanTheDeadlineAndAsksOnlyOnce() {
        service.behaves(out -> Thread.sleep(30_000));
        Duration deadline = Duration.ofSeconds(1);
        long begin = System.nanoTime();

        assertThat(ask(Some.of(CaptchaService.TURNSTILE).within(deadline))).contains(CaptchaRefusal.UNAVAILABLE);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(service.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void sendsNoAnswerTwiceWhateverBecameOfIt() {
        service.behaves(out -> {});
        assertThat(ask(CaptchaService.TURNSTILE)).contains(CaptchaRefusal.UNAVAILABLE);
        service.answers(503, "text/plain", "");
        assertThat(ask(CaptchaService.TURNSTILE)).contains(CaptchaRefusal.UNAVAILABLE);

        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void givesAServiceThatIsDownAPauseButNotOneThatRefuses() {
        SiteverifyCaptcha captcha = captcha(Some.of(CaptchaService.TURNSTILE));
        answers("{'success': false, 'error-codes': ['invalid-input-response']}");
        for (int i = 0; i < 20; i++) {
            assertThat(captcha.refusalOf(ANSWER, CaptchaAction.SIGN_IN, ADDRESS))
                    .contains(CaptchaRefusal.WRONG);
        }
        assertThat(service.requests()).hasSize(20);

        service.answers(500, "text/plain", "");
        for (int i = 0; i < 20; i++) {
            assertThat(captcha.refusalOf(ANSWER, CaptchaAction.SIGN_IN, ADDRESS))
                    .contains(CaptchaRefusal.UNAVAILABLE);
        }
        assertThat(service.requests()).hasSizeLessThanOrEqualTo(30);
    }

    // ---- what is kept to ourselves

    @Test
    void keepsSecretAndAnswerOutOfTheLog() {
        try (LogRecorder log = new LogRecorder(Level.ALL)) {
            for (CaptchaService kind : CaptchaService.values()) {
                answers("{'success': false, 'error-codes': ['invalid-input-secret'], 'tokenProperties': {}}");
                assertThat(ask(kind)).isPresent();
                service.answers(403, "text/plain", SECRET);
                assertThat(ask(kind)).contains(CaptchaRefusal.MISCONFIGURED);
                service.behaves(out -> {});
                assertThat(ask(kind)).contains(CaptchaRefusal.UNAVAILABLE);
            }

            assertThat(log.messages()).anyMatch(message -> message.contains("portcullis.captcha"));
            assertThat(log.messages())
                    .noneMatch(message -> message.contains(SECRET)
                            || message.contains("P1_token")
                            || message.contains(ADDRESS.value()));
        }
        assertThat(Some.of(CaptchaService.HCAPTCHA).at(service.address("/")).toString())
                .doesNotContain(SECRET);
    }

    // ---- settings

    @Test
    void isNotSetUpWithoutWhatItNeeds() {
        URI address = service.address("/");
        Map<CaptchaAction, String> actions = Map.of(CaptchaAction.SIGN_UP, "sign_up", CaptchaAction.SIGN_IN, "sign_in");
        for (Runnable making : Arrays.<Runnable>asList(
                () -> settings(
                        CaptchaService.HCAPTCHA, URI.create("example.com"), SECRET, Set.of("a.example"), actions, null),
                () -> settings(
                        CaptchaService.HCAPTCHA,
                        URI.create("ftp://a.example/"),
                        SECRET,
                        Set.of("a.example"),
                        actions,
                        null),
                () -> settings(CaptchaService.HCAPTCHA, address, " ", Set.of("a.example"), actions, null),
                () -> settings(CaptchaService.HCAPTCHA, address, SECRET, Set.of(), actions, null),
                () -> settings(CaptchaService.HCAPTCHA, address, SECRET, Set.of("a.example"), Map.of(), null),
                () -> settings(CaptchaService.HCAPTCHA, address, SECRET, Set.of("a.example"), actions, 1.1),
                () -> settings(CaptchaService.HCAPTCHA, address, SECRET, Set.of("a.example"), actions, Double.NaN),
                () -> settings(
                        CaptchaService.RECAPTCHA_ENTERPRISE, address, SECRET, Set.of("a.example"), actions, null))) {
            assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
        }
        settings(CaptchaService.HCAPTCHA, address, SECRET, Set.of("a.example"), actions, 0.5);
    }

    private static void settings(
            CaptchaService kind,
            URI address,
            String secret,
            Set<String> hostnames,
            Map<CaptchaAction, String> actions,
            Double leastScore) {
        assertThat(new CaptchaSettings(
                        kind,
                        address,
                        secret,
                        null,
                        hostnames,
                        actions,
                        false,
                        leastScore,
                        false,
                        Duration.ofSeconds(2)))
                .isNotNull();
    }
}

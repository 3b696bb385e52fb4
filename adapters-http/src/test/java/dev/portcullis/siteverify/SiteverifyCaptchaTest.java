package dev.portcullis.siteverify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses of each captcha service as it documents them. */
@QuarkusTest
class SiteverifyCaptchaTest extends CaptchaFixture {
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
}

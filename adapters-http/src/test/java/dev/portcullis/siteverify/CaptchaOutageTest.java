package dev.portcullis.siteverify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.http.LogRecorder;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captcha services that do not answer, and what is logged about them. */
@QuarkusTest
class CaptchaOutageTest extends CaptchaFixture {
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
}

package dev.portcullis.siteverify;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.outbound.OtherService;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** A captcha service over bare sockets, and our client in front of it. */
abstract class CaptchaFixture {
    static final CaptchaAnswer ANSWER = new CaptchaAnswer("P1_token.of-the+widget=/&secret=other");
    static final String ENCODED = "P1_token.of-the%2Bwidget%3D%2F%26secret%3Dother";
    static final ClientAddress ADDRESS = new ClientAddress("192.0.2.7");
    static final String SECRET = "6Lc-secret";

    final OtherService service = new OtherService();

    @AfterEach
    void stop() {
        service.close();
    }

    /** Settings, some of them changed. */
    record Some(
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

    SiteverifyCaptcha captcha(Some settings) {
        return new SiteverifyCaptcha(settings.at(service.address("/v1/siteverify")));
    }

    Optional<CaptchaRefusal> ask(Some settings) {
        return captcha(settings).refusalOf(ANSWER, CaptchaAction.SIGN_IN, ADDRESS);
    }

    Optional<CaptchaRefusal> ask(CaptchaService kind) {
        return ask(Some.of(kind));
    }

    void answers(String json) {
        service.answers(200, "application/json; charset=utf-8", json.replace('\'', '"'));
    }

    static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }
}

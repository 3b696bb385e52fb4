package dev.portcullis.captcha;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static dev.portcullis.composition.UseCaseCalls.ANSWER;
import static dev.portcullis.composition.UseCaseCalls.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Captchas of the use cases that require them: sign-up and sign-in. */
class CaptchaCheckTest {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;
    private int hashes;
    private int events;

    /** For the sign-in; a sign-up with an unverified address succeeds as well. */
    @BeforeEach
    void signUp() {
        assertThat(reasonOf(calls.signUp())).isEmpty();
        hashes = portcullis.hasher.calls();
        events = portcullis.audit.events().size();
    }

    private Result<?> call(CaptchaAction action) {
        return switch (action) {
            case SIGN_UP -> calls.signUp();
            case SIGN_IN -> calls.signIn();
        };
    }

    private static String failureType(CaptchaAction action) {
        return switch (action) {
            case SIGN_UP -> "input_validation_fail";
            case SIGN_IN -> "authn_login_fail";
        };
    }

    @ParameterizedTest
    @EnumSource
    void comesBeforeThePasswordIsHashed(CaptchaRefusal why) {
        calls.refuseCaptcha(why);

        for (CaptchaAction action : CaptchaAction.values()) {
            assertThat(call(action)).isEqualTo(Result.refused(why.toRefusal()));
            calls.assertLastEvent(failureType(action), UseCaseCalls.auditOutcome(why), UseCaseCalls.auditReason(why));
        }

        assertThat(portcullis.hasher.calls()).isEqualTo(hashes);
        assertThat(portcullis.audit.events()).hasSize(events + 2);
    }

    @ParameterizedTest
    @EnumSource
    void asksOnceForTheAction(CaptchaAction action) {
        List<CaptchaAction> asked = new ArrayList<>();
        portcullis.captcha = (answer, askedFor, address) -> {
            assertThat(answer).isEqualTo(ANSWER);
            assertThat(address).isEqualTo(aCaller().address());
            asked.add(askedFor);
            return Optional.empty();
        };

        assertThat(reasonOf(call(action))).isEmpty();

        assertThat(asked).containsExactly(action);
    }

    @Test
    void letsCallersContinueInAnOutageIfItFailsOpen() {
        calls.refuseCaptcha(CaptchaRefusal.UNAVAILABLE);
        portcullis.captchaFailurePolicy = FailurePolicy.FAIL_OPEN;

        assertThat(reasonOf(calls.signIn(OTHER_PASSWORD))).contains(Reason.WRONG_PASSWORD);
        calls.assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "wrong_password");
        assertThat(reasonOf(calls.signIn())).isEmpty();
        calls.assertLastEvent("authn_login_success", AuditEvent.Outcome.SUCCESS, "captcha_unavailable");
        assertThat(portcullis.audit.last().session()).isNotNull();

        assertThat(portcullis.audit.events()).hasSize(events + 2);
    }

    @Test
    void letsNewAccountsContinueInAnOutageIfItFailsOpen() {
        UseCaseCalls first = new UseCaseCalls();
        first.refuseCaptcha(CaptchaRefusal.UNAVAILABLE);
        first.portcullis.captchaFailurePolicy = FailurePolicy.FAIL_OPEN;

        assertThat(reasonOf(first.signUp())).isEmpty();

        first.assertLastEvent("user_created", AuditEvent.Outcome.SUCCESS, "captcha_unavailable");
        assertThat(first.portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());
        assertThat(first.portcullis.audit.last().account()).isNotNull();
        assertThat(first.portcullis.audit.events()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNAVAILABLE")
    void failsOpenOnlyInAnOutage(CaptchaRefusal why) {
        calls.refuseCaptcha(why);
        portcullis.captchaFailurePolicy = FailurePolicy.FAIL_OPEN;

        for (CaptchaAction action : CaptchaAction.values()) {
            assertThat(call(action)).isEqualTo(Result.refused(why.toRefusal()));
        }
    }
}

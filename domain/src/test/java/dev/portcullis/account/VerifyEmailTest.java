package dev.portcullis.account;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.credential.InterruptedHasher;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationToken;
import org.junit.jupiter.api.Test;

/** The order of the checks of {@link VerifyEmail}, and the events that it leaves. */
class VerifyEmailTest {
    private static final VerificationCode CODE = new VerificationCode("123456");

    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    @Test
    void leavesOneEventForEachAttempt() {
        SignUp.SignedUp created = calls.signUp().value();
        VerificationCode code = calls.mailedCode();

        assertThat(reasonOf(calls.verify(new VerificationToken("forged"), code)))
                .contains(Reason.NOT_AUTHENTICATED);
        calls.assertLastEvent("input_validation_fail", AuditEvent.Outcome.REFUSED, "not_authenticated");
        assertThat(portcullis.audit.last().account()).isNull();

        assertThat(reasonOf(calls.verify(created.token(), code))).isEmpty();
        calls.assertLastEvent("user_updated", AuditEvent.Outcome.SUCCESS, "email_verified");
        assertThat(portcullis.audit.last().account())
                .isEqualTo(created.account().id());
        assertThat(portcullis.audit.last().session()).isNull();

        assertThat(reasonOf(calls.verify(created.token(), code))).contains(Reason.ALREADY_VERIFIED);
        calls.assertLastEvent("input_validation_fail", AuditEvent.Outcome.REFUSED, "already_verified");
        assertThat(portcullis.audit.last().account())
                .isEqualTo(created.account().id());

        assertThat(portcullis.audit.events()).hasSize(4);
    }

    @Test
    void checksTheRateLimitBeforeAnythingThatCosts() {
        calls.exceedRateLimit();

        calls.assertTurnedAway(calls.verify(new VerificationToken("x"), CODE), AuditAction.VERIFY_EMAIL);
    }

    @Test
    void verifiesNoAccountThatIsDisabled() {
        SignUp.SignedUp created = calls.signUp().value();
        VerificationCode code = calls.mailedCode();
        disable(created);

        assertThat(reasonOf(calls.verify(created.token(), code))).contains(Reason.NOT_AUTHENTICATED);
        calls.assertLastEvent("input_validation_fail", AuditEvent.Outcome.REFUSED, "not_authenticated");
    }

    @Test
    void verifiesNoAccountThatIsDisabledMeanwhile() {
        SignUp.SignedUp created = calls.signUp().value();
        InterruptedHasher.meanwhile(portcullis, () -> disable(created));

        assertThat(reasonOf(calls.verify(created.token(), calls.mailedCode()))).contains(Reason.NOT_AUTHENTICATED);
    }

    @Test
    void takesOneCodeOnceOfTwoCallersAtOnce() {
        SignUp.SignedUp created = calls.signUp().value();
        VerificationCode code = calls.mailedCode();
        InterruptedHasher.meanwhile(
                portcullis,
                () -> assertThat(reasonOf(calls.verify(created.token(), code))).isEmpty());

        assertThat(reasonOf(calls.verify(created.token(), code))).contains(Reason.ALREADY_VERIFIED);
        calls.assertLastEvent("input_validation_fail", AuditEvent.Outcome.REFUSED, "already_verified");
    }

    private void disable(SignUp.SignedUp created) {
        portcullis.database.run(() -> portcullis.accountStore.update(portcullis
                .accountStore
                .lock(created.account().id())
                .orElseThrow()
                .asDisabled(true)));
    }

    @Test
    void countsNoTryIfTheCodeWasNotCompared() {
        SignUp.SignedUp created = calls.signUp().value();
        VerificationCode code = calls.mailedCode();
        portcullis.hasher.becomeOverloaded(true);
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> calls.verify(created.token(), code)).isInstanceOf(Overloaded.class);
        }
        portcullis.hasher.becomeOverloaded(false);

        assertThat(reasonOf(calls.verify(created.token(), code))).isEmpty();
    }
}

package dev.portcullis.account;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static dev.portcullis.composition.UseCaseCalls.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.InterruptedHasher;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the checks of {@link SignUp}, and the events that it leaves. */
class SignUpTest {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    @Test
    void leavesOneEventForEachAttempt() {
        SignUp.SignedUp created = calls.signUp().value();
        calls.assertLastEvent("user_created", AuditEvent.Outcome.SUCCESS, "");
        assertThat(portcullis.audit.last().account())
                .isEqualTo(created.account().id());
        assertThat(portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());

        SignUp.SignedUp replaced = calls.signUp().value();
        calls.assertLastEvent("user_updated", AuditEvent.Outcome.SUCCESS, "registration_replaced");
        assertThat(replaced.account().registration()).isEqualTo(2);

        assertThat(portcullis.audit.events()).hasSize(2);
    }

    @Test
    void checksTheRateLimitBeforeAnythingThatCosts() {
        calls.exceedRateLimit();

        calls.assertTurnedAway(calls.signUp(), AuditAction.SIGN_UP);
    }

    /** A remote provider need not report it, so the contract does not ask for it. */
    @ParameterizedTest
    @CsvSource({
        "seven77, TOO_SHORT",
        "Password123, TOO_COMMON",
        "Rememberizer1, CONTAINS_CONTEXT_WORD",
        "ada@example.com, CONTAINS_CONTEXT_WORD"
    })
    void reportsWhyAPasswordIsRefused(String password, PasswordPolicy.Violation violation) {
        assertThat(calls.signUp(new Password(password))).isEqualTo(passwordRefused(violation));
    }

    private static Result<SignUp.SignedUp> passwordRefused(PasswordPolicy.Violation violation) {
        return Result.refused(Refusal.of(Reason.PASSWORD_REFUSED, new Refusal.Detail("password", violation.code())));
    }

    @Test
    void hashesNoPasswordThatIsRefusedAndDistinguishesAFailedBreachCheckFromARefusal() {
        portcullis.breached = BreachedPasswords.Finding.FOUND;
        assertThat(calls.signUp()).isEqualTo(passwordRefused(PasswordPolicy.Violation.BREACHED));
        calls.assertLastEvent("input_validation_fail", AuditEvent.Outcome.REFUSED, "password_refused");

        portcullis.breached = BreachedPasswords.Finding.UNKNOWN;
        assertThat(calls.signUp()).isEqualTo(Result.refused(Reason.PASSWORD_UNCHECKED));
        calls.assertLastEvent("input_validation_fail", AuditEvent.Outcome.FAILED, "password_check_unavailable");

        assertThat(portcullis.audit.events()).hasSize(2);
        assertThat(portcullis.hasher.calls()).isZero();
    }

    @Test
    void createsOneAccountForTwoSignUpsAtOnce() {
        List<Result<SignUp.SignedUp>> meanwhile = new ArrayList<>();
        InterruptedHasher.meanwhile(portcullis, () -> meanwhile.add(calls.signUp()));

        assertThat(reasonOf(calls.signUp())).contains(Reason.EMAIL_TAKEN);

        calls.assertLastEvent("input_validation_fail", AuditEvent.Outcome.REFUSED, "email_taken");
        assertThat(reasonOf(meanwhile.get(0))).isEmpty();
    }

    @Test
    void doesTheSameWorkForATakenAddressAsForAFreeOne() {
        SignUp.SignedUp created = calls.signUp().value();
        int forFree = portcullis.hasher.calls();
        calls.verifyAddressOf(created.account());

        assertThat(reasonOf(calls.signUp())).contains(Reason.EMAIL_TAKEN);

        calls.assertLastEvent("input_validation_fail", AuditEvent.Outcome.REFUSED, "email_taken");
        assertThat(portcullis.hasher.calls() - forFree).isEqualTo(forFree);
    }
}

package dev.portcullis.account;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static dev.portcullis.composition.UseCaseCalls.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent.Outcome;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.MailRequestContract;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import dev.portcullis.verification.VerificationCode;
import org.junit.jupiter.api.Test;

class ResendVerificationTest implements MailRequestContract {
    private static final VerificationCode WRONG = new VerificationCode("000000");

    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    @Override
    public UseCaseCalls calls() {
        return calls;
    }

    @Override
    public Result<Void> request(EmailAddress email) {
        return portcullis.useCases.resendVerification().execute(new ResendVerification.Command(email, aCaller()));
    }

    @Override
    public AuditAction action() {
        return AuditAction.RESEND_VERIFICATION;
    }

    @Override
    public MailKind kind() {
        return MailKind.VERIFICATION_CODE;
    }

    @Override
    public String subjectOf(EmailAddress email) {
        return email.value();
    }

    @Test
    void mailsACodeThatVerifiesAndRecordsIt() {
        SignUp.SignedUp created = calls.signUp().value();
        VerificationCode first = calls.mailedCode();

        assertDone(EMAIL);

        calls.assertLastEvent("user_updated", Outcome.SUCCESS, "");
        VerificationCode second = calls.mailedCode();
        assertThat(second).isNotEqualTo(first);
        assertThat(reasonOf(calls.verify(created.token(), first))).contains(Reason.CODE_INVALID);
        assertThat(reasonOf(calls.verify(created.token(), second))).isEmpty();
    }

    @Test
    void keepsThePreviousCodeValidUntilTheMailServerHasTheNewOne() {
        SignUp.SignedUp created = calls.signUp().value();
        VerificationCode first = calls.mailedCode();
        assertDone(EMAIL);
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.POSTPONED);

        assertThat(reasonOf(calls.verify(created.token(), first))).isEmpty();
    }

    @Test
    void keepsTheCountOfWrongCodes() {
        SignUp.SignedUp created = calls.signUp().value();
        VerificationCode first = calls.mailedCode();
        assertThat(first).isNotEqualTo(WRONG);
        for (int i = 0; i < 3; i++) {
            assertThat(reasonOf(calls.verify(created.token(), WRONG))).contains(Reason.CODE_INVALID);
        }
        assertDone(EMAIL);

        assertThat(reasonOf(calls.verify(created.token(), calls.mailedCode()))).contains(Reason.TOO_MANY_TRIES);
    }

    @Test
    void hasOneMailInFlightForAnAccount() {
        assertThat(calls.signUp().isRefused()).isFalse();
        assertDone(EMAIL);
        assertDone(EMAIL);

        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
    }
}

package dev.portcullis.signin;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent.Outcome;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.MailRequestContract;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import org.junit.jupiter.api.Test;

class ForgotPasswordTest implements MailRequestContract {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    @Override
    public UseCaseCalls calls() {
        return calls;
    }

    @Override
    public Result<Void> request(EmailAddress email) {
        return portcullis.useCases.forgotPassword().execute(new ForgotPassword.Command(email, aCaller()));
    }

    @Override
    public AuditAction action() {
        return AuditAction.FORGOT_PASSWORD;
    }

    @Override
    public MailKind kind() {
        return MailKind.PASSWORD_RESET_CODE;
    }

    /** A count of its own, so that sign-ups of strangers do not use up the resets of the owner. */
    @Override
    public String subjectOf(EmailAddress email) {
        return "forgotten password of " + email.value();
    }

    @Test
    void mailsACode() {
        SignedIn holder = SignedIn.someone(portcullis);

        assertDone(holder.email());

        calls.assertLastEvent("user_updated", Outcome.SUCCESS, "");
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(portcullis.mailbox.last().to()).isEqualTo(holder.email());
    }

    /** A stranger can request a code for anybody. */
    @Test
    void leavesThePasswordAndTheSessionsAsTheyAre() {
        SignedIn holder = SignedIn.someone(portcullis);

        for (int i = 0; i < 20; i++) {
            assertDone(holder.email());
            assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        }

        assertThat(holder.canRefresh()).isTrue();
        assertThat(holder.onAnotherDevice().canRefresh()).isTrue();
    }
}

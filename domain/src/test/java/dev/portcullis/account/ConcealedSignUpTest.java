package dev.portcullis.account;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sign-ups where nobody is to learn which addresses have an account. */
class ConcealedSignUpTest {
    private static final EmailAddress NEW = new EmailAddress("new@example.com");
    private static final VerificationCode WRONG = new VerificationCode("000000");

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis(ExistingAccountDisclosure.CONCEAL);
    private final SignedIn holder = SignedIn.someone(portcullis);

    private Result<SignUp.SignedUp> signUp(EmailAddress email) {
        return portcullis
                .useCases
                .signUp()
                .execute(new SignUp.Command(ProviderContract.aRegistration(email), new CaptchaAnswer(""), aCaller()));
    }

    /** A sign-up that created no account, although the caller gets one. */
    private SignUp.SignedUp concealed() {
        Result<SignUp.SignedUp> result = signUp(holder.email());
        assertThat(reasonOf(result)).isEmpty();
        assertThat(portcullis.audit.last().outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
        assertThat(portcullis.audit.last().reason()).isEqualTo("email_taken");
        assertThat(portcullis.audit.last().account()).isNull();
        return result.value();
    }

    private SignUp.SignedUp created() {
        Result<SignUp.SignedUp> result = signUp(NEW);
        assertThat(reasonOf(result)).isEmpty();
        assertThat(portcullis.audit.last().outcome()).isEqualTo(AuditEvent.Outcome.SUCCESS);
        assertThat(portcullis.audit.last().account())
                .isEqualTo(result.value().account().id());
        return result.value();
    }

    private Result<VerifyEmail.Verified> verify(VerificationToken token, VerificationCode code) {
        return portcullis
                .useCases
                .verifyEmail()
                .execute(new VerifyEmail.Command(new BearerToken(token.reveal()), code, aCaller()));
    }

    private Result<Void> resend(EmailAddress email) {
        return portcullis.useCases.resendVerification().execute(new ResendVerification.Command(email, aCaller()));
    }

    private void assertWrongCode(Result<VerifyEmail.Verified> result) {
        assertThat(reasonOf(result)).contains(Reason.CODE_INVALID);
        assertThat(result.refusal().retryAfter()).isNull();
    }

    @Test
    void showsWhatANewAccountWouldBe() {
        Account shown = concealed().account();

        assertThat(shown.id()).isNotEqualTo(holder.account());
        assertThat(shown.email()).isEqualTo(holder.email());
        assertThat(shown.emailVerified()).isFalse();
        assertThat(shown.registration()).isEqualTo(1);
        assertThat(shown.createdAt()).isEqualTo(portcullis.clock.instant());
        assertThat(portcullis.database.call(() -> portcullis.accountStore.find(shown.id())))
                .isEmpty();
    }

    @Test
    void hashesOnceEitherWay() {
        int before = portcullis.hasher.calls();
        assertThat(concealed()).isNotNull();
        int forTaken = portcullis.hasher.calls() - before;
        assertThat(created()).isNotNull();

        assertThat(forTaken).isEqualTo(1);
        assertThat(portcullis.hasher.calls() - before).isEqualTo(2);
    }

    @Test
    void leavesTheAccountAloneAndTellsItsHolderOnceADay() {
        assertThat(concealed()).isNotNull();
        assertThat(portcullis.audit.last().reason()).isEqualTo("email_taken");
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(concealed()).isNotNull();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofDays(1));
        assertThat(concealed()).isNotNull();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);

        assertThat(portcullis.mailbox.notices())
                .extracting(MailSender.Message::kind)
                .containsExactly(MailKind.SIGN_UP_ATTEMPTED, MailKind.SIGN_UP_ATTEMPTED);
        assertThat(portcullis.mailbox.mails()).isEmpty();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
        assertThat(reasonOf(holder.tryWith(PASSWORD))).isEmpty();
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void refusesEveryCodeForItsTokenAsAWrongOneAfterTheSameWork() {
        VerificationToken vain = concealed().token();
        SignUp.SignedUp created = created();

        // Before the mail is sent, with a wrong code, while a second mail is on its way, and beyond the tries.
        for (int i = 0; i < 8; i++) {
            int before = portcullis.hasher.calls();
            assertWrongCode(verify(vain, WRONG));
            int forVain = portcullis.hasher.calls() - before;
            assertWrongCode(verify(created.token(), WRONG));
            assertThat(portcullis.hasher.calls() - before - forVain).isEqualTo(forVain);
            if (i == 0) {
                assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
            } else if (i == 1) {
                assertThat(reasonOf(resend(NEW))).isEmpty();
                portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);
                assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.POSTPONED);
            }
        }
        assertThat(portcullis.audit.last().reason()).isEqualTo("too_many_tries");
    }

    @Test
    void verifiesANewAccountByItsCode() {
        SignUp.SignedUp created = created();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        VerificationCode code = portcullis.mailbox.last().code();

        assertThat(reasonOf(verify(created.token(), code))).isEmpty();
        assertWrongCode(verify(created.token(), code));
        assertThat(portcullis.audit.last().reason()).isEqualTo("already_verified");
    }

    @Test
    void replacesAnUnverifiedAccountByOneThatTellsNothingOfItAndCountsTriesOn() {
        SignUp.SignedUp first = created();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        // Beyond the three tries of a sign-up, too: never a difference.
        for (int i = 0; i < 5; i++) {
            assertWrongCode(verify(first.token(), WRONG));
        }
        assertThat(portcullis.audit.last().reason()).isEqualTo("too_many_tries");
        portcullis.clock.advance(Duration.ofMinutes(1));

        SignUp.SignedUp second = created();

        assertThat(second.account().id()).isNotEqualTo(first.account().id());
        // The removed account has no event of its own; its login leads to it.
        assertThat(portcullis.audit.events().stream()
                        .filter(event -> event.action() == AuditAction.SIGN_UP)
                        .filter(event -> NEW.attempted().equals(event.login()))
                        .map(AuditEvent::account))
                .containsExactly(first.account().id(), second.account().id());
        assertThat(second.account().registration()).isEqualTo(1);
        assertThat(second.account().createdAt()).isEqualTo(portcullis.clock.instant());
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        for (int i = 0; i < 2; i++) {
            assertWrongCode(verify(second.token(), WRONG));
            assertThat(portcullis.audit.last().reason()).isEqualTo("code_invalid");
        }
        VerificationCode code = portcullis.mailbox.last().code();
        assertWrongCode(verify(second.token(), code));
        assertThat(portcullis.audit.last().reason()).isEqualTo("too_many_tries");
    }
}

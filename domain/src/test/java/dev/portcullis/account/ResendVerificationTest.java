package dev.portcullis.account;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static dev.portcullis.composition.UseCaseCalls.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent.Outcome;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.mail.MailSender;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResendVerificationTest {
    private static final VerificationCode WRONG = new VerificationCode("000000");

    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    private Result<Void> resend(EmailAddress email) {
        return portcullis.useCases.resendVerification().execute(new ResendVerification.Command(email, aCaller()));
    }

    private void assertDone(EmailAddress email) {
        assertThat(resend(email)).isEqualTo(Result.done());
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

    /** One event, one request, whatever the account is: the account is looked up when the response is sent already. */
    @Test
    void doesTheSameForEachAddress() {
        portcullis.usedAccountStore = AccountFixtures.aBrokenStore();

        for (String address : List.of("ada@example.com", "nobody@example.com")) {
            assertDone(new EmailAddress(address));
            calls.assertLastEvent("user_updated", Outcome.SUCCESS, "");
            assertThat(portcullis.audit.last().account()).isNull();
            assertThat(portcullis.database.call(portcullis.outbox::takeRequest))
                    .contains(new MailOutbox.Request(
                            address, MailKind.VERIFICATION_CODE, aCaller().language()));
        }
    }

    @Test
    void requestsNothingIfTheEventCannotBeWritten() {
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> resend(EMAIL)).isInstanceOf(AuditUnavailable.class);

        assertThat(portcullis.database.call(portcullis.outbox::takeRequest)).isEmpty();
    }

    @Test
    void checksTheRateLimitBeforeTheAccount() {
        calls.exceedRateLimit();

        calls.assertTurnedAway(resend(EMAIL), AuditAction.RESEND_VERIFICATION);
    }

    @Test
    void countsAsASignUpByCallerAndAddress() {
        List<String> counted = new ArrayList<>();
        portcullis.throttle = new RateLimiter() {
            @Override
            public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
                counted.add(action + " " + address.value() + " " + subject);
                return Optional.empty();
            }

            @Override
            public LoginAttempt attempt(ClientAddress address, String login) {
                throw new AssertionError("no password is compared");
            }

            @Override
            public void rename(String from, String to) {
                throw new AssertionError("no address changes");
            }

            @Override
            public LoginAttempt attemptCode(ClientAddress address) {
                throw new AssertionError("no code is compared");
            }

            @Override
            public LoginAttempt attemptReset(ClientAddress address, String login) {
                throw new AssertionError("no code is compared");
            }
        };

        assertDone(EMAIL);

        assertThat(counted).containsExactly("SIGN_UP " + aCaller().address().value() + " " + EMAIL.value());
    }
}

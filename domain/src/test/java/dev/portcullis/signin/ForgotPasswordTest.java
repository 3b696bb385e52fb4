package dev.portcullis.signin;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.UseCaseCalls.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent.Outcome;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgotPasswordTest {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    private Result<Void> forgot(EmailAddress email) {
        return portcullis.useCases.forgotPassword().execute(new ForgotPassword.Command(email, aCaller()));
    }

    private void assertDone(EmailAddress email) {
        assertThat(forgot(email)).isEqualTo(Result.done());
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
                            address, MailKind.PASSWORD_RESET_CODE, aCaller().language()));
        }
    }

    @Test
    void requestsNothingIfTheEventCannotBeWritten() {
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> forgot(EMAIL)).isInstanceOf(AuditUnavailable.class);

        assertThat(portcullis.database.call(portcullis.outbox::takeRequest)).isEmpty();
    }

    @Test
    void checksTheRateLimitBeforeTheAccount() {
        calls.exceedRateLimit();

        calls.assertTurnedAway(forgot(EMAIL), AuditAction.FORGOT_PASSWORD);
    }

    @Test
    void countsAsASignUpByCallerAndByAddressOnItsOwn() {
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
            public LoginAttempt attemptCode(ClientAddress address) {
                throw new AssertionError("no code is compared");
            }

            @Override
            public LoginAttempt attemptReset(ClientAddress address, String login) {
                throw new AssertionError("no code is compared");
            }

            @Override
            public void rename(String from, String to) {
                throw new AssertionError("no address is changed");
            }
        };

        assertDone(EMAIL);

        assertThat(counted)
                .containsExactly("SIGN_UP " + aCaller().address().value() + " forgotten password of " + EMAIL.value());
    }
}

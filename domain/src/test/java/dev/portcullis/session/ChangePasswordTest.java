package dev.portcullis.session;

import static dev.portcullis.kernel.Callers.aCaller;
import static dev.portcullis.session.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.session.ProviderContract.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.account.MailSender;
import dev.portcullis.account.Notice;
import dev.portcullis.account.SendNotice;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.ChangePassword.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangePasswordTest {
    private static final Password NEW_PASSWORD = new Password("staple battery horse");

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);

    private Outcome change(BearerToken token, Password current, Password chosen) {
        return portcullis.changePassword().execute(new ChangePassword.Command(token, current, chosen, aCaller()));
    }

    @Test
    void takesTheNewPasswordInThePlaceOfTheCurrentOne() {
        Outcome outcome = change(holder.bearer(), PASSWORD, NEW_PASSWORD);

        assertThat(outcome).isEqualTo(new Outcome.Changed(holder.account(), holder.session()));
        assertThat(portcullis.audit.last())
                .isEqualTo(new AuditEvent.PasswordChanged(holder.account(), holder.session()));
        assertThat(holder.tryWith(PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        assertThat(holder.tryWith(NEW_PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
    }

    @Test
    void endsAllOtherSessionsAndLeavesItsOwn() {
        SignedIn elsewhere = holder.elsewhere();
        SignedIn stranger = SignedIn.someone(portcullis);

        assertThat(change(holder.bearer(), PASSWORD, NEW_PASSWORD)).isInstanceOf(Outcome.Changed.class);

        assertThat(elsewhere.canRefresh()).isFalse();
        assertThat(holder.canRefresh()).isTrue();
        assertThat(stranger.canRefresh()).isTrue();
    }

    @Test
    void tellsTheHolderByMail() {
        assertThat(change(holder.bearer(), PASSWORD, NEW_PASSWORD)).isInstanceOf(Outcome.Changed.class);

        assertThat(portcullis.sendNotice().execute()).isEqualTo(SendNotice.Outcome.SENT);
        assertThat(portcullis.mailbox.notices())
                .extracting(MailSender.NoticeMail::to, MailSender.NoticeMail::notice)
                .containsExactly(tuple(holder.email(), Notice.PASSWORD_CHANGED));
    }

    @Test
    void writesToNoAddressThatNobodyHasVerified() {
        SignedIn unverified = SignedIn.someone(portcullis, false);

        assertThat(change(unverified.bearer(), PASSWORD, NEW_PASSWORD)).isInstanceOf(Outcome.Changed.class);

        assertThat(portcullis.sendNotice().execute()).isEqualTo(SendNotice.Outcome.IDLE);
    }

    @Test
    void needsTheCurrentPassword() {
        SignedIn elsewhere = holder.elsewhere();

        assertThat(change(holder.bearer(), OTHER_PASSWORD, NEW_PASSWORD))
                .isEqualTo(new Outcome.WrongPassword(holder.account(), holder.session()));

        assertThat(portcullis.audit.last())
                .isEqualTo(new AuditEvent.PasswordChangeRefused(holder.account(), holder.session(), "wrong_password"));
        assertThat(portcullis.audit.last().type()).isEqualTo("authn_password_change_fail");
        assertThat(elsewhere.canRefresh()).isTrue();
        assertThat(holder.tryWith(PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
        assertThat(portcullis.sendNotice().execute()).isEqualTo(SendNotice.Outcome.IDLE);
    }

    @Test
    void reportsANewPasswordThatBreaksTheRulesTogetherWithAWrongCurrentOne() {
        assertThat(change(holder.bearer(), OTHER_PASSWORD, new Password("1234567")))
                .isEqualTo(new Outcome.WrongPassword(
                        holder.account(), holder.session(), PasswordPolicy.Violation.TOO_SHORT));
    }

    @Test
    void holdsTheNewPasswordAgainstThePolicyOfSignUp() {
        assertThat(change(holder.bearer(), PASSWORD, new Password("1234567")))
                .isEqualTo(new Outcome.PasswordRefused(
                        holder.account(), holder.session(), PasswordPolicy.Violation.TOO_SHORT));
        assertThat(change(holder.bearer(), PASSWORD, new Password("portcullis")))
                .isEqualTo(new Outcome.PasswordRefused(
                        holder.account(), holder.session(), PasswordPolicy.Violation.CONTAINS_CONTEXT_WORD));

        assertThat(portcullis.audit.last().reason()).isEqualTo("password_refused");
        assertThat(holder.tryWith(PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
    }

    @Test
    void looksTheSessionUp() {
        assertThat(change(new BearerToken("forged"), PASSWORD, NEW_PASSWORD)).isEqualTo(new Outcome.NotAuthenticated());
        SignedIn elsewhere = holder.elsewhere();
        portcullis.database.run(() -> assertThat(
                        portcullis.sessions.end(holder.account(), holder.session(), Session.End.Reason.SIGNED_OUT))
                .isTrue());

        assertThat(change(holder.bearer(), PASSWORD, NEW_PASSWORD)).isEqualTo(new Outcome.NotAuthenticated());

        assertThat(portcullis.audit.last())
                .isEqualTo(new AuditEvent.PasswordChangeRefused(null, null, "not_authenticated"));
        assertThat(elsewhere.canRefresh()).isTrue();
    }

    @Test
    void countsGuessesAtTheCurrentPasswordAsThoseAtSignIn() {
        List<String> asked = new ArrayList<>();
        int hashes = portcullis.hasher.calls();
        portcullis.throttle = new RateLimiter() {
            @Override
            public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
                assertThat(action).isEqualTo(Action.SIGN_IN);
                return Optional.empty();
            }

            @Override
            public LoginAttempt guess(ClientAddress address, String login) {
                asked.add(login);
                return LoginAttempt.delayed(Duration.ofSeconds(7));
            }

            @Override
            public LoginAttempt guessCode(ClientAddress address) {
                throw new AssertionError("no code is tried");
            }
        };

        assertThat(change(holder.bearer(), OTHER_PASSWORD, NEW_PASSWORD))
                .isEqualTo(new Outcome.Throttled(Duration.ofSeconds(7)));

        assertThat(asked).containsExactly(holder.email().value());
        assertThat(portcullis.hasher.calls()).isEqualTo(hashes);
        assertThat(portcullis.audit.last().type()).isEqualTo("excess_rate_limit_exceeded");
    }

    @Test
    void changesNothingThatCannotBeRecorded() {
        SignedIn elsewhere = holder.elsewhere();
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> change(holder.bearer(), PASSWORD, NEW_PASSWORD))
                .isInstanceOf(AuditUnavailable.class);

        assertThat(portcullis.database.call(() -> portcullis.sessions.isLive(elsewhere.session())))
                .isTrue();
        assertThat(portcullis.sendNotice().execute()).isEqualTo(SendNotice.Outcome.IDLE);
    }
}

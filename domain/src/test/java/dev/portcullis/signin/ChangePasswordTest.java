package dev.portcullis.signin;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.UnexpectedRateLimits;
import dev.portcullis.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangePasswordTest {
    private static final Password NEW_PASSWORD = new Password("staple battery horse");
    private static final Result<Void> NOT_AUTHENTICATED = Result.refused(Reason.NOT_AUTHENTICATED);

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);

    private Result<Void> changed() {
        return Result.<Void>done().about(holder.account(), holder.session());
    }

    private Result<Void> refused(Refusal refusal) {
        return Result.<Void>refused(refusal).about(holder.account(), holder.session());
    }

    private static AuditEvent refusal(String reason, @Nullable AccountId account, @Nullable SessionId session) {
        return AuditEvents.refused(
                AuditAction.CHANGE_PASSWORD, "authn_password_change_fail", reason, account, session, null);
    }

    private Result<Void> change(BearerToken token, Password current, Password chosen) {
        return portcullis
                .useCases
                .changePassword()
                .execute(new ChangePassword.Command(token, current, chosen, aCaller()));
    }

    @Test
    void replacesTheCurrentPassword() {
        Result<Void> result = change(holder.bearer(), PASSWORD, NEW_PASSWORD);

        assertThat(result).isEqualTo(changed());
        assertThat(portcullis.audit.last())
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.CHANGE_PASSWORD, "authn_password_change", "", holder.account(), holder.session()));
        assertThat(reasonOf(holder.tryWith(PASSWORD))).contains(Reason.WRONG_PASSWORD);
        assertThat(reasonOf(holder.tryWith(NEW_PASSWORD))).isEmpty();
    }

    @Test
    void endsAllSessionsButTheCurrentOne() {
        SignedIn other = holder.onAnotherDevice();
        SignedIn stranger = SignedIn.someone(portcullis);

        assertThat(reasonOf(change(holder.bearer(), PASSWORD, NEW_PASSWORD))).isEmpty();

        assertThat(other.canRefresh()).isFalse();
        assertThat(holder.canRefresh()).isTrue();
        assertThat(stranger.canRefresh()).isTrue();
    }

    @Test
    void notifiesTheOwnerByMail() {
        assertThat(reasonOf(change(holder.bearer(), PASSWORD, NEW_PASSWORD))).isEmpty();

        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(portcullis.mailbox.notices())
                .extracting(MailSender.Message::to, MailSender.Message::kind)
                .containsExactly(tuple(holder.email().value(), MailKind.PASSWORD_CHANGED));
    }

    @Test
    void sendsNoMailToAnUnverifiedAddress() {
        SignedIn unverified = SignedIn.someone(portcullis, false);

        assertThat(reasonOf(change(unverified.bearer(), PASSWORD, NEW_PASSWORD)))
                .isEmpty();

        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
    }

    @Test
    void requiresTheCurrentPassword() {
        SignedIn other = holder.onAnotherDevice();

        assertThat(change(holder.bearer(), OTHER_PASSWORD, NEW_PASSWORD))
                .isEqualTo(refused(Refusal.of(Reason.CURRENT_PASSWORD_WRONG)));

        assertThat(portcullis.audit.last()).isEqualTo(refusal("wrong_password", holder.account(), holder.session()));
        assertThat(other.canRefresh()).isTrue();
        assertThat(reasonOf(holder.tryWith(PASSWORD))).isEmpty();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
    }

    @Test
    void reportsANewPasswordThatBreaksTheRulesTogetherWithAWrongCurrentOne() {
        assertThat(change(holder.bearer(), OTHER_PASSWORD, new Password("1234567")))
                .isEqualTo(refused(
                        Refusal.of(Reason.CURRENT_PASSWORD_WRONG, new Refusal.Detail("new_password", "too_short"))));
    }

    @Test
    void appliesThePasswordPolicyToTheNewPassword() {
        assertThat(change(holder.bearer(), PASSWORD, new Password("1234567")))
                .isEqualTo(
                        refused(Refusal.of(Reason.PASSWORD_REFUSED, new Refusal.Detail("new_password", "too_short"))));
        assertThat(change(holder.bearer(), PASSWORD, new Password("rememberizer")))
                .isEqualTo(refused(Refusal.of(
                        Reason.PASSWORD_REFUSED, new Refusal.Detail("new_password", "contains_context_word"))));

        assertThat(portcullis.audit.last().reason()).isEqualTo("password_refused");
        assertThat(reasonOf(holder.tryWith(PASSWORD))).isEmpty();
    }

    @Test
    void requiresAnActiveSession() {
        assertThat(change(new BearerToken("forged"), PASSWORD, NEW_PASSWORD)).isEqualTo(NOT_AUTHENTICATED);
        SignedIn other = holder.onAnotherDevice();
        portcullis.database.run(() -> assertThat(
                        portcullis.sessions.end(holder.account(), holder.session(), Session.End.Reason.SIGNED_OUT))
                .isTrue());

        assertThat(change(holder.bearer(), PASSWORD, NEW_PASSWORD)).isEqualTo(NOT_AUTHENTICATED);

        assertThat(portcullis.audit.last()).isEqualTo(refusal("not_authenticated", null, null));
        assertThat(other.canRefresh()).isTrue();
    }

    @Test
    void countsWrongCurrentPasswordsLikeThoseAtSignIn() {
        List<String> asked = new ArrayList<>();
        int hashes = portcullis.hasher.calls();
        portcullis.throttle = new UnexpectedRateLimits() {
            @Override
            public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
                assertThat(action).isEqualTo(Action.SIGN_IN);
                return Optional.empty();
            }

            @Override
            public LoginAttempt attempt(ClientAddress address, String login) {
                asked.add(login);
                return LoginAttempt.delayed(Duration.ofSeconds(7));
            }
        };

        assertThat(change(holder.bearer(), OTHER_PASSWORD, NEW_PASSWORD))
                .isEqualTo(Result.refused(Refusal.retryAfter(Reason.TOO_MANY_ATTEMPTS, Duration.ofSeconds(7)))
                        .about(holder.account(), holder.session()));

        assertThat(asked).containsExactly(holder.email().value());
        assertThat(portcullis.hasher.calls()).isEqualTo(hashes);
        assertThat(portcullis.audit.last().type()).isEqualTo("excess_rate_limit_exceeded");
    }

    @Test
    void changesNothingThatCannotBeRecorded() {
        SignedIn other = holder.onAnotherDevice();
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> change(holder.bearer(), PASSWORD, NEW_PASSWORD))
                .isInstanceOf(AuditUnavailable.class);

        assertThat(portcullis.database.call(() -> portcullis.sessions.isLive(other.session())))
                .isTrue();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
    }
}

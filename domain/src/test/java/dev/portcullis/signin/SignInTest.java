package dev.portcullis.signin;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static dev.portcullis.composition.UseCaseCalls.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SessionTokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The order of the checks of {@link SignIn}, and the events that it leaves. */
class SignInTest {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    private void signUp() {
        assertThat(reasonOf(calls.signUp())).isEmpty();
    }

    @Test
    void leavesOneEventForEachAttempt() {
        signUp();

        assertThat(reasonOf(calls.signIn(OTHER_PASSWORD))).contains(Reason.WRONG_PASSWORD);
        calls.assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "wrong_password");

        Result<SessionTokens> granted = calls.signIn();
        assertThat(reasonOf(granted)).isEmpty();
        calls.assertLastEvent("authn_login_success", AuditEvent.Outcome.SUCCESS, "");
        assertThat(portcullis.audit.last().session())
                .isEqualTo(granted.subject().session())
                .isNotNull();
        assertThat(portcullis.audit.last().account())
                .isEqualTo(granted.subject().account())
                .isNotNull();
        assertThat(portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());

        assertThat(portcullis.audit.events()).hasSize(3);
    }

    @Test
    void letsNobodyInIfTheEventCannotBeWritten() {
        signUp();
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(calls::signIn).isInstanceOf(AuditUnavailable.class);
        assertThatThrownBy(() -> calls.signIn(OTHER_PASSWORD)).isInstanceOf(AuditUnavailable.class);
    }

    @Test
    void checksTheRateLimitBeforeAnythingThatCosts() {
        calls.exceedRateLimit();

        calls.assertTurnedAway(calls.signIn(), AuditAction.SIGN_IN);
    }

    @Test
    void acceptsAPasswordOfAnyAge() {
        signUp();
        portcullis.clock.advance(Duration.ofDays(36_500));

        assertThat(reasonOf(calls.signIn())).isEmpty();
    }

    @Test
    void doesTheSameWorkForAnUnknownLoginAsForAWrongPassword() {
        assertThat(reasonOf(calls.signIn())).contains(Reason.UNKNOWN_LOGIN);
        calls.assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "unknown_login");
        int forUnknown = portcullis.hasher.calls();
        signUp();
        int before = portcullis.hasher.calls();

        assertThat(reasonOf(calls.signIn(OTHER_PASSWORD))).contains(Reason.WRONG_PASSWORD);

        assertThat(forUnknown).isEqualTo(1);
        assertThat(portcullis.hasher.calls() - before).isEqualTo(1);
    }

    @Test
    void hashesAPasswordAgainWhenTheParametersHaveChanged() {
        signUp();
        portcullis.hasher.changeParameters();
        int before = portcullis.hasher.calls();

        assertThat(reasonOf(calls.signIn())).isEmpty();
        assertThat(portcullis.hasher.calls() - before).isEqualTo(2);
        assertThat(reasonOf(calls.signIn())).isEmpty();
        assertThat(portcullis.hasher.calls() - before).isEqualTo(3);
    }

    @Test
    void endsTheLeastRecentlyUsedSessionWhenThereAreTooMany() {
        InMemoryPortcullis two = new InMemoryPortcullis(2);
        SignedIn first = SignedIn.someone(two);
        SignedIn stranger = SignedIn.someone(two);
        two.clock.advance(Duration.ofMinutes(1));
        SignedIn second = first.onAnotherDevice();
        two.clock.advance(Duration.ofMinutes(1));
        SessionTokens used = two.useCases
                .refreshSession()
                .execute(new RefreshSession.Command(first.tokens().refresh(), aCaller()))
                .value();
        two.clock.advance(Duration.ofMinutes(1));

        SignedIn third = first.onAnotherDevice();

        assertThat(second.canRefresh()).isFalse();
        assertThat(third.canRefresh()).isTrue();
        assertThat(reasonOf(
                        two.useCases.refreshSession().execute(new RefreshSession.Command(used.refresh(), aCaller()))))
                .isEmpty();
        assertThat(stranger.canRefresh()).isTrue();
    }
}

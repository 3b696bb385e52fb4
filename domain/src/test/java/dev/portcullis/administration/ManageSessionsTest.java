package dev.portcullis.administration;

import static dev.portcullis.kernel.Callers.aCaller;
import static dev.portcullis.session.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.session.ProviderContract.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.administration.ManageAccount.By;
import dev.portcullis.administration.ManageAccount.Change;
import dev.portcullis.administration.ManageAccount.Whose;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.InMemoryPortcullis;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.ProviderContract;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.Session;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.session.SignIn;
import dev.portcullis.session.SignedIn;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions as their holders and administrators see and end them, and accounts that are disabled. */
class ManageSessionsTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);
    private final SignedIn admin = SignedIn.someone(portcullis, "admin");

    private EndSession.Outcome end(SignedIn by, SessionId session) {
        return portcullis.endSession().execute(new EndSession.Command(by.bearer(), session, aCaller()));
    }

    private ManageAccount.Outcome manage(SignedIn by, Change change) {
        return manage(new By.Bearer(by.bearer()), new Whose.OfId(holder.account()), change);
    }

    private ManageAccount.Outcome manage(By by, Whose whose, Change change) {
        return portcullis.manageAccount().execute(new ManageAccount.Command(by, whose, change, aCaller()));
    }

    private InspectSessions.Outcome inspect(SignedIn by, AccountId account) {
        return portcullis.inspectSessions().execute(new InspectSessions.Command(by.bearer(), account, aCaller()));
    }

    // ---- holders

    @Test
    void listsTheSessionsOfTheHolderAlone() {
        portcullis.clock.advance(Duration.ofMinutes(1));
        SignedIn elsewhere = holder.elsewhere();

        ListSessions.Outcome outcome = portcullis.listSessions().execute(new ListSessions.Command(elsewhere.bearer()));

        assertThat(outcome).isInstanceOfSatisfying(ListSessions.Outcome.Listed.class, listed -> {
            assertThat(listed.sessions())
                    .extracting(Session::id)
                    .containsExactly(holder.session(), elsewhere.session());
            assertThat(listed.current()).isEqualTo(elsewhere.session());
        });
    }

    @Test
    void listsNoSessionThatHasEndedOrExpired() {
        portcullis.clock.advance(Duration.ofDays(14));
        SignedIn later = holder.elsewhere();
        SignedIn ended = holder.elsewhere();
        assertThat(end(later, ended.session())).isInstanceOf(EndSession.Outcome.Ended.class);

        assertThat(portcullis.listSessions().execute(new ListSessions.Command(later.bearer())))
                .isInstanceOfSatisfying(
                        ListSessions.Outcome.Listed.class,
                        listed -> assertThat(listed.sessions())
                                .extracting(Session::id)
                                .containsExactly(later.session()));
        assertThat(portcullis.listSessions().execute(new ListSessions.Command(ended.bearer())))
                .isEqualTo(new ListSessions.Outcome.NotAuthenticated());
    }

    @Test
    void endsASessionOfTheHolder() {
        SignedIn elsewhere = holder.elsewhere();

        assertThat(end(holder, elsewhere.session()))
                .isEqualTo(new EndSession.Outcome.Ended(holder.account(), elsewhere.session()));

        assertThat(portcullis.audit.last())
                .isEqualTo(new AuditEvent.SessionsEnded(holder.account(), elsewhere.session(), "ended_by_holder"));
        assertThat(elsewhere.canRefresh()).isFalse();
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void endsNoSessionOfAnother() {
        assertThat(end(holder, admin.session()))
                .isEqualTo(new EndSession.Outcome.UnknownSession(holder.account(), holder.session()));
        assertThat(end(holder, new SessionId(UUID.randomUUID()))).isInstanceOf(EndSession.Outcome.UnknownSession.class);

        assertThat(portcullis.audit.last().reason()).isEqualTo("unknown_session");
        assertThat(admin.canRefresh()).isTrue();
    }

    @Test
    void looksTheSessionUpBeforeItEndsAnother() {
        SignedIn elsewhere = holder.elsewhere();
        assertThat(end(holder, holder.session())).isInstanceOf(EndSession.Outcome.Ended.class);

        assertThat(end(holder, elsewhere.session())).isEqualTo(new EndSession.Outcome.NotAuthenticated());

        assertThat(portcullis.audit.last().type()).isEqualTo("authz_fail");
        assertThat(elsewhere.canRefresh()).isTrue();
    }

    // ---- how many

    @Test
    void endsTheSessionUnusedTheLongestWhenThereAreTooMany() {
        InMemoryPortcullis two = new InMemoryPortcullis(2);
        SignedIn first = SignedIn.someone(two);
        SignedIn stranger = SignedIn.someone(two);
        two.clock.advance(Duration.ofMinutes(1));
        SignedIn second = first.elsewhere();
        two.clock.advance(Duration.ofMinutes(1));
        SessionTokens used = ((RefreshSession.Outcome.Refreshed) two.refreshSession()
                        .execute(new RefreshSession.Command(first.tokens().refresh(), aCaller())))
                .tokens();
        two.clock.advance(Duration.ofMinutes(1));

        SignedIn third = first.elsewhere();

        assertThat(second.canRefresh()).isFalse();
        assertThat(third.canRefresh()).isTrue();
        assertThat(two.refreshSession().execute(new RefreshSession.Command(used.refresh(), aCaller())))
                .isInstanceOf(RefreshSession.Outcome.Refreshed.class);
        assertThat(stranger.canRefresh()).isTrue();
    }

    // ---- administrators

    @Test
    void showsAnAdministratorTheSessionsOfAnother() {
        assertThat(inspect(admin, holder.account()))
                .isInstanceOfSatisfying(
                        InspectSessions.Outcome.Listed.class,
                        listed -> assertThat(listed.sessions())
                                .extracting(Session::id)
                                .containsExactly(holder.session()));
        assertThat(portcullis.audit.last()).isEqualTo(new AuditEvent.SessionsRead(holder.account(), admin.session()));

        assertThat(inspect(admin, new AccountId(UUID.randomUUID())))
                .isEqualTo(new InspectSessions.Outcome.UnknownAccount(admin.session()));
    }

    @Test
    void showsNobodyElseWhatIsAnothers() {
        SignedIn auditor = SignedIn.someone(portcullis, "auditor");
        SignedIn unverified = SignedIn.someone(portcullis, false, "admin");

        for (SignedIn someone : new SignedIn[] {holder, auditor, unverified}) {
            assertThat(inspect(someone, admin.account()))
                    .isEqualTo(new InspectSessions.Outcome.Forbidden(someone.account(), someone.session()));
            assertThat(portcullis.audit.last().reason()).isEqualTo("not_allowed");
            for (Change change : Change.values()) {
                assertThat(manage(someone, change))
                        .isEqualTo(new ManageAccount.Outcome.Forbidden(someone.account(), someone.session()));
                assertThat(portcullis.audit.last().type()).isEqualTo("authz_fail");
            }
        }
        assertThat(holder.canRefresh()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void looksTheAdministratorsSessionUp(Change change) {
        assertThat(end(admin, admin.session())).isInstanceOf(EndSession.Outcome.Ended.class);

        assertThat(manage(admin, change)).isEqualTo(new ManageAccount.Outcome.NotAuthenticated());
        assertThat(manage(new By.Bearer(new BearerToken("forged")), new Whose.OfId(holder.account()), change))
                .isEqualTo(new ManageAccount.Outcome.NotAuthenticated());

        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void signsAnAccountOutEverywhere() {
        SignedIn elsewhere = holder.elsewhere();

        assertThat(manage(admin, Change.SIGN_OUT))
                .isEqualTo(new ManageAccount.Outcome.Done(holder.account(), admin.session()));

        assertThat(portcullis.audit.last())
                .isEqualTo(new AuditEvent.SessionsEnded(holder.account(), admin.session(), "ended_by_administrator"));
        assertThat(holder.canRefresh()).isFalse();
        assertThat(elsewhere.canRefresh()).isFalse();
        assertThat(admin.canRefresh()).isTrue();
        assertThat(holder.tryWith(PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
    }

    @Test
    void signsWhoeverIsDisabledOutAtOnce() {
        SignedIn elsewhere = holder.elsewhere();

        assertThat(manage(admin, Change.DISABLE)).isInstanceOf(ManageAccount.Outcome.Done.class);

        assertThat(portcullis.audit.last())
                .isEqualTo(new AuditEvent.StandingChanged(holder.account(), admin.session(), "disabled"));
        assertThat(holder.canRefresh()).isFalse();
        assertThat(elsewhere.canRefresh()).isFalse();
        assertThat(portcullis.listSessions().execute(new ListSessions.Command(holder.bearer())))
                .isEqualTo(new ListSessions.Outcome.NotAuthenticated());
    }

    @Test
    void deniesWhoeverIsDisabledAfterTheSameWorkAsAWrongPassword() {
        assertThat(manage(admin, Change.DISABLE)).isInstanceOf(ManageAccount.Outcome.Done.class);
        int before = portcullis.hasher.calls();

        assertThat(holder.tryWith(PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        assertThat(portcullis.audit.last().reason()).isEqualTo("account_disabled");
        assertThat(portcullis.hasher.calls() - before).isEqualTo(1);
        assertThat(holder.tryWith(OTHER_PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        assertThat(portcullis.audit.last().reason()).isEqualTo("wrong_password");
        assertThat(portcullis.hasher.calls() - before).isEqualTo(2);
    }

    @Test
    void letsWhoeverIsEnabledSignInAgain() {
        assertThat(manage(admin, Change.ENABLE)).isInstanceOf(ManageAccount.Outcome.Unchanged.class);
        assertThat(manage(admin, Change.DISABLE)).isInstanceOf(ManageAccount.Outcome.Done.class);
        assertThat(manage(admin, Change.DISABLE))
                .isEqualTo(new ManageAccount.Outcome.Unchanged(holder.account(), admin.session()));

        assertThat(manage(admin, Change.ENABLE)).isInstanceOf(ManageAccount.Outcome.Done.class);

        assertThat(portcullis.audit.last().reason()).isEqualTo("enabled");
        assertThat(holder.tryWith(PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
        assertThat(holder.canRefresh()).isFalse();
    }

    @Test
    void letsTheOperatorDoTheSameByAddress() {
        assertThat(manage(new By.Operator(), new Whose.OfAddress(holder.email()), Change.DISABLE))
                .isEqualTo(new ManageAccount.Outcome.Done(holder.account(), null));
        assertThat(holder.canRefresh()).isFalse();

        assertThat(manage(new By.Operator(), new Whose.OfAddress(admin.email()), Change.SIGN_OUT))
                .isEqualTo(new ManageAccount.Outcome.Done(admin.account(), null));
        assertThat(manage(
                        new By.Operator(), new Whose.OfAddress(new EmailAddress("nobody@example.com")), Change.DISABLE))
                .isEqualTo(new ManageAccount.Outcome.UnknownAccount(null));
        assertThat(portcullis.audit.last().reason()).isEqualTo("unknown_account");
    }

    @Test
    void changesNothingThatCannotBeRecorded() {
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> manage(admin, Change.DISABLE)).isInstanceOf(AuditUnavailable.class);

        assertThat(portcullis.database.call(() -> portcullis.sessions.isLive(holder.session())))
                .isTrue();
    }

    @Test
    void letsNoSignUpTakeOverADisabledAccount() {
        SignedIn unverified = SignedIn.someone(portcullis, false);
        assertThat(manage(new By.Operator(), new Whose.OfAddress(unverified.email()), Change.DISABLE))
                .isInstanceOf(ManageAccount.Outcome.Done.class);

        assertThat(portcullis.accounts.signUp(
                        ProviderContract.aRegistration(unverified.email()), Belongings.none(), outcome -> {}))
                .isInstanceOf(SignUp.Outcome.EmailTaken.class);
    }
}

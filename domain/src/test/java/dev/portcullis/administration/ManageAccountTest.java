package dev.portcullis.administration;

import static dev.portcullis.audit.AuditEvents.failed;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.succeeded;
import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.administration.ManageAccount.Change;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.DecisionRunner;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.ListSessions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManageAccountTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);
    private final SignedIn admin = SignedIn.someone(portcullis, "admin");

    private Result<AccountId> manage(SignedIn by, Change change) {
        return manage(by.bearer(), holder.account(), change);
    }

    private Result<AccountId> manage(BearerToken token, AccountId account, Change change) {
        return portcullis
                .useCases
                .manageAccount()
                .execute(new ManageAccount.Command(token, account, change, aCaller()));
    }

    private Result<AccountId> manageAsOperator(EmailAddress email, Change change) {
        return portcullis.useCases.manageAccount().execute(new ManageAccount.OperatorCommand(email, change, aCaller()));
    }

    private void changed(SignedIn by, Change change) {
        assertThat(manage(by, change).value()).isEqualTo(holder.account());
    }

    private static AuditAction actionOf(Change change) {
        return change == Change.SIGN_OUT ? AuditAction.END_SESSIONS : AuditAction.CHANGE_STATUS;
    }

    @ParameterizedTest
    @EnumSource
    void requiresAVerifiedAdministrator(Change change) {
        SignedIn auditor = SignedIn.someone(portcullis, "auditor");
        SignedIn unverified = SignedIn.someone(portcullis, false, "admin");

        for (SignedIn someone : List.of(holder, auditor, unverified)) {
            assertThat(manage(someone, change))
                    .isEqualTo(Result.refused(Reason.NOT_ALLOWED).about(someone.account(), someone.session()));
            assertThat(portcullis.audit.last())
                    .isEqualTo(refused(
                            actionOf(change), "authz_fail", "not_allowed", someone.account(), someone.session(), null));
        }
        assertThat(holder.canRefresh()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void requiresAnActiveSession(Change change) {
        Result<Void> ended = portcullis
                .useCases
                .endSession()
                .execute(new EndSession.Command(admin.bearer(), admin.session(), aCaller()));
        assertThat(ended.isRefused()).isFalse();

        assertThat(manage(admin, change)).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
        assertThat(portcullis.audit.last()).isEqualTo(refused(actionOf(change), "authz_fail", "not_authenticated"));
        assertThat(manage(new BearerToken("forged"), holder.account(), change))
                .isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
        portcullis.writeCounts();
        assertThat(portcullis.audit.last())
                .extracting(
                        AuditEvent::action,
                        AuditEvent::type,
                        AuditEvent::outcome,
                        AuditEvent::reason,
                        AuditEvent::count)
                .containsExactly(actionOf(change), "authz_fail", AuditEvent.Outcome.REFUSED, "not_authenticated", 1L);

        assertThat(holder.canRefresh()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnUnknownAccount(Change change) {
        assertThat(manage(admin.bearer(), new AccountId(UUID.randomUUID()), change))
                .isEqualTo(Result.refused(Reason.UNKNOWN_ACCOUNT).about(null, admin.session()));

        assertThat(portcullis.audit.last())
                .isEqualTo(refused(
                        actionOf(change), "input_validation_fail", "unknown_account", null, admin.session(), null));
    }

    @Test
    void endsAllSessionsOfAnAccount() {
        SignedIn other = holder.onAnotherDevice();

        assertThat(manage(admin, Change.SIGN_OUT))
                .isEqualTo(Result.of(holder.account())
                        .about(holder.account(), admin.session())
                        .noting("ended_by_administrator"));

        assertThat(portcullis.audit.last())
                .isEqualTo(succeeded(
                        AuditAction.END_SESSIONS,
                        "authn_token_revoked",
                        "ended_by_administrator",
                        holder.account(),
                        admin.session()));
        assertThat(holder.canRefresh()).isFalse();
        assertThat(other.canRefresh()).isFalse();
        assertThat(admin.canRefresh()).isTrue();
        assertThat(holder.canSignInWith(PASSWORD)).isTrue();
    }

    @Test
    void endsAllSessionsOfADisabledAccount() {
        SignedIn other = holder.onAnotherDevice();

        changed(admin, Change.DISABLE);

        assertThat(portcullis.audit.last())
                .isEqualTo(succeeded(
                        AuditAction.CHANGE_STATUS, "user_updated", "disabled", holder.account(), admin.session()));
        assertThat(holder.canRefresh()).isFalse();
        assertThat(other.canRefresh()).isFalse();
        assertThat(portcullis.useCases.listSessions().execute(new ListSessions.Command(holder.bearer())))
                .isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
    }

    @Test
    void refusesASignInToADisabledAccountAfterTheSameWorkAsAWrongPassword() {
        changed(admin, Change.DISABLE);
        int before = portcullis.hasher.calls();

        assertThat(holder.tryWith(PASSWORD).isRefusedWith(Reason.ACCOUNT_DISABLED))
                .isTrue();
        assertThat(portcullis.audit.last().reason()).isEqualTo("account_disabled");
        assertThat(portcullis.hasher.calls() - before).isEqualTo(1);
        assertThat(holder.tryWith(OTHER_PASSWORD).isRefusedWith(Reason.WRONG_PASSWORD))
                .isTrue();
        assertThat(portcullis.audit.last().reason()).isEqualTo("wrong_password");
        assertThat(portcullis.hasher.calls() - before).isEqualTo(2);
    }

    @Test
    void letsAnEnabledAccountSignInAgain() {
        Result<AccountId> unchanged =
                Result.<AccountId>refused(Reason.UNCHANGED).about(holder.account(), admin.session());
        assertThat(manage(admin, Change.ENABLE)).isEqualTo(unchanged);
        changed(admin, Change.DISABLE);
        portcullis.writeCounts();
        assertThat(manage(admin, Change.DISABLE)).isEqualTo(unchanged);
        assertThat(portcullis.audit.last())
                .isEqualTo(refused(
                        AuditAction.CHANGE_STATUS,
                        "input_validation_fail",
                        "unchanged",
                        holder.account(),
                        admin.session(),
                        null));

        changed(admin, Change.ENABLE);

        assertThat(portcullis.audit.last().reason()).isEqualTo("enabled");
        assertThat(holder.canSignInWith(PASSWORD)).isTrue();
        assertThat(holder.canRefresh()).isFalse();
    }

    @Test
    void changesAnAccountByItsAddressForTheOperator() {
        assertThat(manageAsOperator(holder.email(), Change.DISABLE))
                .isEqualTo(Result.of(holder.account()).about(holder.account()).noting("disabled"));
        assertThat(portcullis.audit.last())
                .isEqualTo(succeeded(AuditAction.CHANGE_STATUS, "user_updated", "disabled", holder.account(), null));
        assertThat(holder.canRefresh()).isFalse();

        assertThat(manageAsOperator(admin.email(), Change.SIGN_OUT))
                .isEqualTo(Result.of(admin.account()).about(admin.account()).noting("ended_by_administrator"));
        assertThat(admin.canRefresh()).isFalse();
    }

    @Test
    void recordsTheAddressOfAnOperatorsRefusal() {
        EmailAddress unknown = new EmailAddress("nobody@example.com");

        assertThat(manageAsOperator(unknown, Change.DISABLE).isRefusedWith(Reason.UNKNOWN_ACCOUNT))
                .isTrue();
        assertThat(portcullis.audit.last())
                .isEqualTo(refused(
                        AuditAction.CHANGE_STATUS,
                        "input_validation_fail",
                        "unknown_account",
                        null,
                        null,
                        unknown.attempted()));

        assertThat(manageAsOperator(holder.email(), Change.ENABLE).isRefusedWith(Reason.UNCHANGED))
                .isTrue();
        assertThat(portcullis.audit.last())
                .isEqualTo(refused(
                        AuditAction.CHANGE_STATUS,
                        "input_validation_fail",
                        "unchanged",
                        holder.account(),
                        null,
                        holder.email().attempted()));
    }

    @ParameterizedTest
    @EnumSource
    void recordsTheAddressOfAnOperatorsChangeThatFails(Change change) {
        ManageAccount failing =
                new ManageAccount(portcullis.useCases.auditor(), portcullis.sessions, AccountFixtures.aBrokenStore());

        assertThatThrownBy(() -> failing.execute(new ManageAccount.OperatorCommand(holder.email(), change, aCaller())))
                .isInstanceOf(IllegalStateException.class);

        assertThat(portcullis.audit.last())
                .isEqualTo(failed(
                        actionOf(change), "authz_fail", "fault", holder.email().attempted()));
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
        assertThat(manageAsOperator(unverified.email(), Change.DISABLE).isRefused())
                .isFalse();

        Result<SignUp.SignedUp> result = DecisionRunner.run(
                portcullis.database,
                portcullis.local.accounts().signUp(ProviderContract.aRegistration(unverified.email())));

        assertThat(result.isRefusedWith(Reason.EMAIL_TAKEN)).isTrue();
    }
}

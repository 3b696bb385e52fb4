package dev.portcullis.selfservice;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.Session;
import org.junit.jupiter.api.Test;

class RenameAccountTest {
    private static final DisplayName NEW_NAME = new DisplayName("Countess of Lovelace");

    private final UseCaseCalls calls = new UseCaseCalls();
    private final SignedIn holder = SignedIn.someone(calls.portcullis);

    private Result<Account> rename(BearerToken token) {
        return calls.portcullis.useCases.renameAccount().execute(new RenameAccount.Command(token, NEW_NAME, aCaller()));
    }

    private Account stored() {
        return calls.portcullis.database.call(
                () -> calls.portcullis.accountStore.find(holder.account()).orElseThrow());
    }

    @Test
    void changesTheNameAndNothingElse() {
        Account before = stored();

        Result<Account> result = rename(holder.bearer());

        assertThat(result).isEqualTo(Result.of(before.renamed(NEW_NAME)).about(holder.account(), holder.session()));
        assertThat(stored()).isEqualTo(before.renamed(NEW_NAME));
        assertThat(stored().name()).isEqualTo(NEW_NAME);
        assertThat(calls.portcullis.audit.last())
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.CHANGE_NAME, "user_updated", "", holder.account(), holder.session()));
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void requiresAnActiveSession() {
        calls.portcullis.database.run(() -> assertThat(calls.portcullis.sessions.end(
                        holder.account(), holder.session(), Session.End.Reason.SIGNED_OUT))
                .isTrue());

        assertThat(reasonOf(rename(holder.bearer()))).contains(Reason.NOT_AUTHENTICATED);
        assertThat(reasonOf(rename(new BearerToken("forged")))).contains(Reason.NOT_AUTHENTICATED);
        assertThat(stored().name()).isNotEqualTo(NEW_NAME);
    }

    @Test
    void countsAsASignInForTheRateLimit() {
        calls.exceedRateLimit();

        Result<Account> result = rename(holder.bearer());

        assertThat(reasonOf(result)).contains(Reason.TOO_MANY_ATTEMPTS);
        assertThat(calls.portcullis.audit.last().action()).isEqualTo(AuditAction.CHANGE_NAME);
        assertThat(stored().name()).isNotEqualTo(NEW_NAME);
    }

    @Test
    void changesNothingIfTheEventCannotBeWritten() {
        calls.portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> rename(holder.bearer())).isInstanceOf(AuditUnavailable.class);

        assertThat(stored().name()).isNotEqualTo(NEW_NAME);
    }
}

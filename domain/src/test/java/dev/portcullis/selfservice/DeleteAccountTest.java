package dev.portcullis.selfservice;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.account.Account;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeleteAccountTest {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final SignedIn holder = SignedIn.someone(calls.portcullis);

    private Result<Void> delete(BearerToken token, Password current) {
        return calls.portcullis.useCases.deleteAccount().execute(new DeleteAccount.Command(token, current, aCaller()));
    }

    private boolean exists(SignedIn someone) {
        return calls.portcullis.database.call(() -> calls.portcullis.accountStore.exists(someone.account()));
    }

    @Test
    void deletesTheAccountWithAllThatBelongsToItAndNoOther() {
        SignedIn other = holder.onAnotherDevice();
        SignedIn stranger = SignedIn.someone(calls.portcullis);

        Result<Void> result = delete(holder.bearer(), PASSWORD);

        assertThat(result).isEqualTo(Result.done().about(holder.account(), holder.session()));
        assertThat(calls.portcullis.audit.last())
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.DELETE_ACCOUNT, "user_deleted", "", holder.account(), holder.session()));
        assertThat(exists(holder)).isFalse();
        assertThat(holder.canRefresh()).isFalse();
        assertThat(other.canRefresh()).isFalse();
        assertThat(reasonOf(holder.tryWith(PASSWORD))).contains(Reason.UNKNOWN_LOGIN);
        assertThat(exists(stranger)).isTrue();
        assertThat(stranger.canRefresh()).isTrue();
    }

    @Test
    void leavesTheAccountsIdAloneInTheAuditLog() {
        SignedIn stranger = SignedIn.someone(calls.portcullis);
        assertThat(reasonOf(holder.tryWith(OTHER_PASSWORD))).contains(Reason.WRONG_PASSWORD);
        assertThat(calls.portcullis.audit.records())
                .extracting(AuditRecord::maskedLogin)
                .doesNotContainNull();

        assertThat(reasonOf(delete(holder.bearer(), PASSWORD))).isEmpty();

        assertThat(calls.portcullis.audit.records())
                .filteredOn(event -> holder.account().equals(event.account()))
                .hasSize(3)
                .extracting(AuditRecord::maskedLogin)
                .allMatch(Objects::isNull);
        assertThat(calls.portcullis.audit.records())
                .filteredOn(event -> stranger.account().equals(event.account()))
                .extracting(AuditRecord::maskedLogin)
                .doesNotContainNull();
    }

    @Test
    void freesTheAddressForASignUpAtOnce() {
        Account first = calls.signUp().value().account();
        calls.verifyAddressOf(first);
        BearerToken token = ProviderContract.bearer(calls.signIn().value());

        assertThat(reasonOf(delete(token, PASSWORD))).isEmpty();

        Account second = calls.signUp().value().account();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.emailVerified()).isFalse();
    }

    @Test
    void tellsTheOwnerByTheLastMailToTheAddress() {
        assertThat(reasonOf(delete(holder.bearer(), PASSWORD))).isEmpty();

        assertThat(calls.portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(calls.portcullis.mailbox.notices())
                .extracting(MailSender.Message::to, MailSender.Message::kind)
                .containsExactly(tuple(holder.email().value(), MailKind.ACCOUNT_DELETED));
        assertThat(calls.portcullis.database.call(() -> calls.portcullis.outbox.of(holder.account())))
                .isEmpty();
    }

    @Test
    void sendsNoMailToAnUnverifiedAddress() {
        SignedIn unverified = SignedIn.someone(calls.portcullis, false);

        assertThat(reasonOf(delete(unverified.bearer(), PASSWORD))).isEmpty();

        assertThat(calls.portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
    }

    @Test
    void requiresTheCurrentPassword() {
        assertThat(reasonOf(delete(holder.bearer(), OTHER_PASSWORD))).contains(Reason.CURRENT_PASSWORD_WRONG);

        calls.assertLastEvent("authz_fail", AuditEvent.Outcome.REFUSED, "wrong_password");
        assertThat(exists(holder)).isTrue();
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void requiresAnActiveSession() {
        assertThat(reasonOf(delete(new BearerToken("forged"), PASSWORD))).contains(Reason.NOT_AUTHENTICATED);
        assertThat(reasonOf(delete(holder.bearer(), PASSWORD))).isEmpty();
        assertThat(reasonOf(delete(holder.bearer(), PASSWORD))).contains(Reason.NOT_AUTHENTICATED);
    }

    @Test
    void keepsTheLastAdministrator() {
        SignedIn first = SignedIn.someone(calls.portcullis, "admin");
        SignedIn second = SignedIn.someone(calls.portcullis, "admin");
        SignedIn unverified = SignedIn.someone(calls.portcullis, false, "admin");

        assertThat(reasonOf(delete(first.bearer(), PASSWORD))).isEmpty();
        assertThat(reasonOf(delete(second.bearer(), PASSWORD))).contains(Reason.LAST_ADMINISTRATOR);
        assertThat(reasonOf(delete(unverified.bearer(), PASSWORD))).isEmpty();

        assertThat(exists(second)).isTrue();
        assertThat(second.canRefresh()).isTrue();
    }

    @Test
    void checksTheRateLimitFirst() {
        int hashes = calls.portcullis.hasher.calls();
        calls.exceedRateLimit();

        assertThat(reasonOf(delete(holder.bearer(), PASSWORD))).contains(Reason.TOO_MANY_ATTEMPTS);

        assertThat(calls.portcullis.hasher.calls()).isEqualTo(hashes);
        assertThat(exists(holder)).isTrue();
    }

    @Test
    void deletesNothingIfTheEventCannotBeWritten() {
        calls.portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> delete(holder.bearer(), PASSWORD)).isInstanceOf(AuditUnavailable.class);

        assertThat(exists(holder)).isTrue();
        assertThat(calls.portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
    }
}

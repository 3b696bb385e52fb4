package dev.portcullis.emailchange;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.credential.InterruptedHasher;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.selfservice.DeleteAccount;
import dev.portcullis.signin.ChangePassword;
import dev.portcullis.verification.VerificationCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens to a change of address between the comparison of its code or password and the commit. */
class ConcurrentEmailChangesTest extends ChangingAddress {
    private Optional<Reason> deleteAccount() {
        return reasonOf(portcullis
                .useCases
                .deleteAccount()
                .execute(new DeleteAccount.Command(holder.bearer(), PASSWORD, aCaller())));
    }

    private void meanwhile(Runnable other) {
        InterruptedHasher.meanwhile(portcullis, other);
    }

    @Test
    void oneOfTwoConfirmationsIsDone() {
        requested(NEW);
        meanwhile(() -> assertThat(reasonOf(confirm(holder, code()))).isEmpty());

        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.CODE_INVALID);

        assertThat(address()).isEqualTo(NEW);
    }

    @Test
    void noChangeIsConfirmedThatWasCanceledMeanwhile() {
        requested(NEW);
        meanwhile(() -> assertThat(cancel(cancellation())).isEmpty());

        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.NOT_AUTHENTICATED);

        assertThat(address()).isEqualTo(old);
    }

    @Test
    void noChangeIsConfirmedThatWasReplacedMeanwhile() {
        requested(NEW);
        VerificationCode first = code();
        meanwhile(() -> requested(THIRD));

        assertThat(reasonOf(confirm(holder, first))).contains(Reason.CODE_INVALID);

        assertThat(address()).isEqualTo(old);
    }

    @Test
    void noChangeIsRequestedForAnAccountThatIsDeletedMeanwhile() {
        meanwhile(() -> assertThat(deleteAccount()).isEmpty());

        assertThat(reasonOf(request(holder, NEW, PASSWORD))).contains(Reason.NOT_AUTHENTICATED);

        deliverAll();
        assertThat(portcullis.mailbox.mails()).isEmpty();
    }

    @Test
    void noChangeIsConfirmedWithASessionThatEndedMeanwhile() {
        requested(NEW);
        SignedIn other = holder.onAnotherDevice();
        Password chosen = new Password("staple battery horse");
        meanwhile(() -> assertThat(reasonOf(portcullis
                        .useCases
                        .changePassword()
                        .execute(new ChangePassword.Command(other.bearer(), PASSWORD, chosen, aCaller()))))
                .isEmpty());

        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.NOT_AUTHENTICATED);

        assertThat(address()).isEqualTo(old);
    }

    @Test
    void noSessionIsOpenedWithAnAddressThatWasChangedMeanwhile() {
        requested(NEW);
        meanwhile(() -> assertThat(reasonOf(confirm(holder, code()))).isEmpty());

        assertThat(holder.canSignInWith(PASSWORD)).isFalse();

        assertThat(address()).isEqualTo(NEW);
    }

    @Test
    void aDeletedAccountIsNeitherAskedForNorChangedNorPutBack() {
        requested(NEW);
        CancellationCode cancellation = cancellation();
        meanwhile(() -> assertThat(deleteAccount()).isEmpty());

        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.NOT_AUTHENTICATED);

        assertThat(cancel(cancellation)).contains(Reason.CODE_INVALID);
        assertThat(reasonOf(request(holder, THIRD, PASSWORD))).contains(Reason.NOT_AUTHENTICATED);
        occupy(old, true);
        assertThat(cancel(cancellation)).contains(Reason.CODE_INVALID);
    }

    /** The owner of the old mailbox proved it after the request, and must be able to stop the change. */
    @Test
    void theOwnerIsToldOfAChangeThatWasAskedForBeforeTheAddressWasVerified() {
        SignedIn thief = SignedIn.someone(portcullis, false);
        assertThat(reasonOf(request(thief, NEW, PASSWORD))).isEmpty();
        deliverAll();
        VerificationCode code = code();
        portcullis.database.run(() -> portcullis.accountStore.update(
                portcullis.accountStore.lock(thief.account()).orElseThrow().verified()));

        assertThat(reasonOf(confirm(thief, code))).isEmpty();
        assertThat(reasonOf(request(thief, THIRD, PASSWORD))).contains(Reason.TOO_MANY_ATTEMPTS);
        deliverAll();

        assertThat(warnings())
                .extracting(mail -> mail.to())
                .containsExactly(thief.email().value());
        assertThat(cancel(cancellation())).isEmpty();
        assertThat(thief.canRefresh()).isFalse();
        assertThat(portcullis.database.call(() -> portcullis.accountStore.find(thief.account())))
                .map(Account::email)
                .contains(thief.email());
    }
}

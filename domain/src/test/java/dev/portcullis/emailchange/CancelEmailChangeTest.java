package dev.portcullis.emailchange;

import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CancelEmailChangeTest extends ChangingAddress {
    private static final CancellationCode GUESSED = CancellationCode.of(new UUID(1, 2));

    @Test
    void stopsAChangeThatIsNotConfirmed() {
        requested(NEW);

        assertThat(cancel(cancellation())).isEmpty();

        assertThat(portcullis.audit.last().reason()).isEqualTo("pending");
        assertThat(portcullis.audit.last().account()).isEqualTo(holder.account());
        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.NOT_AUTHENTICATED);
        assertThat(address()).isEqualTo(old);
        assertThat(cancel(cancellation())).contains(Reason.CODE_EXPIRED);
    }

    @Test
    void shutsOutWhoAskedForAChangeThatIsNotConfirmed() {
        requested(NEW);
        SignedIn other = holder.onAnotherDevice();

        assertThat(cancel(cancellation())).isEmpty();

        assertThat(holder.canRefresh()).isFalse();
        assertThat(other.canRefresh()).isFalse();
        assertThat(holder.canSignInWith(PASSWORD)).isFalse();
    }

    @Test
    void putsTheAddressBackEndsAllSessionsAndForcesAReset() {
        Limits limits = new Limits();
        changedTo(NEW);
        SignedIn moved = new SignedIn(portcullis, holder.account(), NEW, holder.session(), holder.tokens());
        SignedIn other = moved.onAnotherDevice();
        portcullis.throttle = limits;

        assertThat(cancel(cancellation())).isEmpty();

        assertThat(portcullis.audit.last())
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.CANCEL_EMAIL_CHANGE, "user_updated", "confirmed", holder.account(), null));
        assertThat(address()).isEqualTo(old);
        assertThat(holder.canRefresh()).isFalse();
        assertThat(other.canRefresh()).isFalse();
        assertThat(holder.canSignInWith(PASSWORD)).isFalse();
        assertThat(moved.canSignInWith(PASSWORD)).isFalse();
        assertThat(limits.renamed).containsExactly(NEW.value() + " " + old.value());
        assertThat(limits.wrongCodes).isZero();
        assertThat(cancel(cancellation())).contains(Reason.CODE_EXPIRED);
        Password fresh = new Password("staple battery horse");
        var hash = portcullis.hasher.hash(fresh);
        portcullis.database.run(
                () -> portcullis.credentialStore.put(holder.account(), hash, portcullis.clock.instant()));
        assertThat(holder.canSignInWith(fresh)).isTrue();
    }

    @Test
    void isPossibleForSevenDaysAfterTheChange() {
        changedTo(NEW);
        portcullis.clock.advance(Duration.ofDays(7).minusSeconds(1));
        CancellationCode inTime = cancellation();
        portcullis.clock.advance(Duration.ofSeconds(1));

        assertThat(cancel(inTime)).contains(Reason.CODE_EXPIRED);

        assertThat(address()).isEqualTo(NEW);
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void isPossibleUntilThen() {
        changedTo(NEW);
        portcullis.clock.advance(Duration.ofDays(7).minusSeconds(1));

        assertThat(cancel(cancellation())).isEmpty();
    }

    @Test
    void voidsAllLaterChangesOfAChain() {
        changedTo(NEW);
        CancellationCode ofFirst = cancellation();
        changedTo(THIRD);
        CancellationCode ofSecond = cancellation();
        assertThat(warnings()).extracting(mail -> mail.to()).containsExactly(old.value(), NEW.value());

        assertThat(cancel(ofFirst)).isEmpty();

        assertThat(address()).isEqualTo(old);
        assertThat(cancel(ofSecond)).contains(Reason.CODE_EXPIRED);
        assertThat(address()).isEqualTo(old);
    }

    @Test
    void endsAllSessionsAlsoIfTheAddressIsBackAlready() {
        changedTo(NEW);
        CancellationCode ofFirst = cancellation();
        changedTo(old);

        assertThat(cancel(ofFirst)).isEmpty();

        assertThat(address()).isEqualTo(old);
        assertThat(holder.canRefresh()).isFalse();
        assertThat(holder.canSignInWith(PASSWORD)).isFalse();
    }

    @Test
    void sendsNoMailAboutAChangeThatWasCanceled() {
        requested(NEW);
        assertThat(reasonOf(request(holder, THIRD, PASSWORD))).isEmpty();
        assertThat(cancel(cancellation())).isEmpty();

        deliverAll();

        assertThat(warnings()).hasSize(1);
        assertThat(portcullis.mailbox.mails()).extracting(mail -> mail.to()).containsExactly(NEW);
    }

    /** The codes are derived from a key, which an operator may replace before a mail is sent. */
    @Test
    void takesTheCodeThatWasMailedAfterTheKeyOfCodesWasReplaced() {
        assertThat(reasonOf(request(holder, NEW, PASSWORD))).isEmpty();
        portcullis.keyOfCancellationCodes++;
        deliverAll();

        assertThat(cancel(cancellation())).isEmpty();
    }

    @Test
    void leavesEarlierChangesOfAChainToTheirOwners() {
        changedTo(NEW);
        CancellationCode ofFirst = cancellation();
        changedTo(THIRD);

        assertThat(cancel(cancellation())).isEmpty();
        assertThat(address()).isEqualTo(NEW);
        assertThat(cancel(ofFirst)).isEmpty();
        assertThat(address()).isEqualTo(old);
    }

    @Test
    void voidsAPendingChangeThatFollowed() {
        changedTo(NEW);
        CancellationCode ofFirst = cancellation();
        requested(THIRD);

        assertThat(cancel(ofFirst)).isEmpty();

        assertThat(cancel(cancellation())).contains(Reason.CODE_EXPIRED);
        assertThat(address()).isEqualTo(old);
    }

    @Test
    void takesTheAddressFromAnAccountThatNeverProvedIt() {
        changedTo(NEW);
        occupy(old, false);

        assertThat(cancel(cancellation())).isEmpty();

        assertThat(address()).isEqualTo(old);
    }

    @Test
    void leavesTheAddressToAnAccountThatHasProvedItSince() {
        changedTo(NEW);
        occupy(old, true);

        assertThat(cancel(cancellation())).contains(Reason.EMAIL_TAKEN);

        assertThat(address()).isEqualTo(NEW);
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void refusesAndCountsOtherCodes() {
        Limits limits = new Limits();
        changedTo(NEW);
        portcullis.throttle = limits;

        assertThat(cancel(GUESSED)).contains(Reason.CODE_INVALID);
        assertThat(limits.wrongCodes).isEqualTo(1);
        limits.refused = "VERIFY_EMAIL ";
        assertThat(cancel(cancellation())).contains(Reason.TOO_MANY_ATTEMPTS);
        limits.refused = "";
        limits.guessDelay = Optional.of(DELAY);
        assertThat(cancel(cancellation())).contains(Reason.TOO_MANY_ATTEMPTS);

        assertThat(address()).isEqualTo(NEW);
    }
}

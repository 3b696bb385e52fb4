package dev.portcullis.account;

import static dev.portcullis.account.AccountFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.VerificationMailQueue.Order;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CanIgnoreReturnValue;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every mail queue keeps. The queue is empty before each test. */
public interface VerificationMailQueueContract {
    Instant LEASE_END = NOON.plusSeconds(120);

    VerificationMailQueue queue();

    UnitOfWork work();

    /** The id of an account that exists. */
    AccountId anExistingAccount();

    @BeforeEach
    default void emptyTheQueue() {
        Instant farFuture = NOON.plusSeconds(1_000_000);
        Optional<Order> left = claimAt(farFuture);
        while (left.isPresent()) {
            Order order = left.get();
            work().run(() -> queue().remove(order));
            left = claimAt(farFuture);
        }
    }

    @CanIgnoreReturnValue
    private AccountId anOrderedMail() {
        AccountId account = anExistingAccount();
        work().run(() -> queue().order(account, 1, Locale.forLanguageTag("da"), NOON));
        return account;
    }

    private Optional<Order> claimAt(Instant now) {
        return work().call(() -> queue().claim(now, now.plusSeconds(120)));
    }

    @Test
    default void givesOutAnOrderOnceUntilItsLeaseEnds() {
        AccountId account = anOrderedMail();

        assertThat(claimAt(NOON)).contains(new Order(account, 1, Locale.forLanguageTag("da"), 1, NOON));
        assertThat(claimAt(LEASE_END.minusMillis(1))).isEmpty();
        assertThat(claimAt(LEASE_END)).contains(new Order(account, 1, Locale.forLanguageTag("da"), 2, NOON));
    }

    @Test
    default void keepsAnOrderBackUntilItIsDue() {
        anOrderedMail();

        assertThat(claimAt(NOON.minusSeconds(1))).isEmpty();
    }

    @Test
    default void givesOutWhatIsDueLongestFirst() {
        AccountId later = anExistingAccount();
        AccountId sooner = anExistingAccount();
        work().run(() -> queue().order(later, 1, Locale.ENGLISH, NOON.plusSeconds(1)));
        work().run(() -> queue().order(sooner, 1, Locale.ENGLISH, NOON));

        assertThat(claimAt(NOON.plusSeconds(2)).map(Order::account)).contains(sooner);
        assertThat(claimAt(NOON.plusSeconds(2)).map(Order::account)).contains(later);
    }

    @Test
    default void postponesAnOrder() {
        anOrderedMail();
        Order order = claimAt(NOON).orElseThrow();

        work().run(() -> queue().postpone(order, NOON.plusSeconds(5)));

        assertThat(claimAt(NOON.plusSeconds(4))).isEmpty();
        assertThat(claimAt(NOON.plusSeconds(5))).isPresent();
    }

    @Test
    default void leavesAnOrderThatWasClaimedAgainToItsNewHolder() {
        anOrderedMail();
        Order outlived = claimAt(NOON).orElseThrow();
        assertThat(claimAt(LEASE_END)).isPresent();

        work().run(() -> queue().postpone(outlived, LEASE_END));

        assertThat(claimAt(LEASE_END.plusSeconds(119))).isEmpty();
        work().run(() -> queue().remove(outlived));
        assertThat(claimAt(LEASE_END.plusSeconds(120))).isEmpty();
    }

    @Test
    default void removesAnOrder() {
        anOrderedMail();
        Order order = claimAt(NOON).orElseThrow();

        work().run(() -> queue().remove(order));

        assertThat(claimAt(NOON.plusSeconds(1_000))).isEmpty();
    }

    @Test
    default void leavesALaterOrderForTheSameAccountAlone() {
        AccountId account = anOrderedMail();
        Order replaced = claimAt(NOON).orElseThrow();
        work().run(() -> queue().order(account, 2, Locale.ENGLISH, NOON.plusSeconds(1)));

        work().run(() -> queue().postpone(replaced, NOON.plusSeconds(500)));
        work().run(() -> queue().remove(replaced));

        assertThat(claimAt(NOON.plusSeconds(1)))
                .contains(new Order(account, 2, Locale.ENGLISH, 1, NOON.plusSeconds(1)));
    }

    @Test
    default void takesNoOrderForAnAccountThatDoesNotExist() {
        AccountId nobody = AccountFixtures.anAccountId();

        assertThatThrownBy(() -> work().run(() -> queue().order(nobody, 1, Locale.ENGLISH, NOON)))
                .isInstanceOf(RuntimeException.class);
    }
}

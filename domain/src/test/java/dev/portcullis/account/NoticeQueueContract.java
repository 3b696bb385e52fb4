package dev.portcullis.account;

import static dev.portcullis.account.AccountFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.NoticeQueue.Order;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every queue of notices keeps. No notice waits before each test. */
public interface NoticeQueueContract {
    Locale DANISH = Locale.forLanguageTag("da");

    NoticeQueue queue();

    UnitOfWork work();

    /** The id of an account that exists. */
    AccountId anExistingAccount();

    @BeforeEach
    default void settleWhatWaits() {
        Instant farFuture = NOON.plusSeconds(1_000_000);
        for (Optional<Order> left = claimAt(farFuture); left.isPresent(); left = claimAt(farFuture)) {
            Order order = left.get();
            work().run(() -> queue().settle(order));
        }
    }

    private void order(AccountId account, Notice notice, Instant now) {
        work().run(() -> queue().order(account, notice, DANISH, now));
    }

    private Optional<Order> claimAt(Instant now) {
        return work().call(() -> queue().claim(now, now.plusSeconds(120)));
    }

    @Test
    default void givesOutAnOrderOnceUntilItsLeaseEnds() {
        AccountId account = anExistingAccount();
        order(account, Notice.PASSWORD_CHANGED, NOON);

        assertThat(claimAt(NOON.minusSeconds(1))).isEmpty();
        assertThat(claimAt(NOON)).contains(new Order(account, Notice.PASSWORD_CHANGED, DANISH, 1, NOON));
        assertThat(claimAt(NOON.plusSeconds(119))).isEmpty();
        assertThat(claimAt(NOON.plusSeconds(120)))
                .contains(new Order(account, Notice.PASSWORD_CHANGED, DANISH, 2, NOON));
    }

    @Test
    default void keepsNoticesOfDifferentKindsApart() {
        AccountId account = anExistingAccount();
        order(account, Notice.PASSWORD_CHANGED, NOON);
        order(account, Notice.SIGN_UP_ATTEMPTED, NOON.plusSeconds(1));

        assertThat(claimAt(NOON.plusSeconds(2)).map(Order::notice)).contains(Notice.PASSWORD_CHANGED);
        assertThat(claimAt(NOON.plusSeconds(2)).map(Order::notice)).contains(Notice.SIGN_UP_ATTEMPTED);
        assertThat(claimAt(NOON.plusSeconds(2))).isEmpty();
    }

    @Test
    default void postponesAndSettlesAnOrder() {
        order(anExistingAccount(), Notice.PASSWORD_CHANGED, NOON);
        Order first = claimAt(NOON).orElseThrow();

        work().run(() -> queue().postpone(first, NOON.plusSeconds(5)));
        assertThat(claimAt(NOON.plusSeconds(4))).isEmpty();
        Order second = claimAt(NOON.plusSeconds(5)).orElseThrow();
        work().run(() -> queue().settle(second));

        assertThat(claimAt(NOON.plusSeconds(1_000))).isEmpty();
    }

    @Test
    default void leavesAnOrderThatWasClaimedAgainToItsNewHolder() {
        order(anExistingAccount(), Notice.PASSWORD_CHANGED, NOON);
        Order outlived = claimAt(NOON).orElseThrow();
        assertThat(claimAt(NOON.plusSeconds(120))).isPresent();

        work().run(() -> queue().postpone(outlived, NOON.plusSeconds(120)));

        assertThat(claimAt(NOON.plusSeconds(239))).isEmpty();
        work().run(() -> queue().settle(outlived));
        assertThat(claimAt(NOON.plusSeconds(240))).isEmpty();
    }

    @Test
    default void ordersEachChangeOfThePassword() {
        AccountId account = anExistingAccount();
        order(account, Notice.PASSWORD_CHANGED, NOON);
        Order replaced = claimAt(NOON).orElseThrow();

        order(account, Notice.PASSWORD_CHANGED, NOON.plusSeconds(1));
        work().run(() -> queue().settle(replaced));

        assertThat(claimAt(NOON.plusSeconds(1)).map(Order::orderedAt)).contains(NOON.plusSeconds(1));
    }

    @Test
    default void ordersWhatStrangersBringAboutOnceADay() {
        AccountId account = anExistingAccount();
        order(account, Notice.SIGN_UP_ATTEMPTED, NOON);
        Order first = claimAt(NOON).orElseThrow();
        work().run(() -> queue().settle(first));
        Instant dayLater = NOON.plus(Notice.SIGN_UP_ATTEMPTED.quiet());

        order(account, Notice.SIGN_UP_ATTEMPTED, dayLater.minusMillis(1));
        assertThat(claimAt(dayLater)).isEmpty();

        order(account, Notice.SIGN_UP_ATTEMPTED, dayLater);
        assertThat(claimAt(dayLater)).isPresent();
    }

    @Test
    default void takesNoOrderForAnAccountThatDoesNotExist() {
        AccountId nobody = AccountFixtures.anAccountId();

        assertThatThrownBy(() -> order(nobody, Notice.PASSWORD_CHANGED, NOON)).isInstanceOf(RuntimeException.class);
    }
}

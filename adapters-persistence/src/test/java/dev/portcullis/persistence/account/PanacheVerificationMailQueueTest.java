package dev.portcullis.persistence.account;

import static dev.portcullis.account.AccountFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.VerificationMailQueue;
import dev.portcullis.account.VerificationMailQueue.Order;
import dev.portcullis.account.VerificationMailQueueContract;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Together;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PanacheVerificationMailQueueTest implements VerificationMailQueueContract {
    @Inject
    VerificationMailQueue queue;

    @Inject
    UnitOfWork work;

    @Inject
    ExistingAccounts existingAccounts;

    @Override
    public VerificationMailQueue queue() {
        return queue;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public AccountId anExistingAccount() {
        return existingAccounts.next();
    }

    private AccountId anOrderedMail() {
        AccountId account = anExistingAccount();
        work.run(() -> queue.order(account, 1, Locale.ENGLISH, NOON));
        return account;
    }

    @Test
    void givesEachOrderToOneOfManyWorkers() {
        List<AccountId> ordered = Stream.generate(this::anOrderedMail).limit(60).toList();

        // More callers than orders: some go away with nothing, none with another's.
        List<List<AccountId>> claimed = Together.call(8, this::claimAll);

        assertThat(claimed.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ordered);
    }

    private List<AccountId> claimAll() {
        return Stream.generate(() -> work.call(() -> queue.claim(NOON, LEASE_END)))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .map(Order::account)
                .toList();
    }

    @Test
    void passesOverAnOrderThatAnotherIsAboutToTake() {
        AccountId first = anOrderedMail();
        AccountId second = anExistingAccount();
        work.run(() -> queue.order(second, 1, Locale.ENGLISH, NOON.plusSeconds(1)));

        work.run(() -> {
            assertThat(queue.claim(NOON.plusSeconds(1), LEASE_END).map(Order::account))
                    .contains(first);
            Together.run(() -> assertThat(work.call(() -> queue.claim(NOON.plusSeconds(1), LEASE_END))
                            .map(Order::account))
                    .contains(second));
        });
    }

    @Test
    void leavesANewOrderForTheSameRegistrationAlone() {
        AccountId account = anOrderedMail();
        Order replaced = work.call(() -> queue.claim(NOON, LEASE_END)).orElseThrow();
        work.run(() -> queue.order(account, 1, Locale.ENGLISH, NOON.plusSeconds(1)));

        work.run(() -> queue.remove(replaced));

        assertThat(work.call(() -> queue.claim(NOON.plusSeconds(1), LEASE_END))).isPresent();
    }
}

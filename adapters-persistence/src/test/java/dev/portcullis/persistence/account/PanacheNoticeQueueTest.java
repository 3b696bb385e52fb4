package dev.portcullis.persistence.account;

import static dev.portcullis.account.AccountFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Notice;
import dev.portcullis.account.NoticeQueue;
import dev.portcullis.account.NoticeQueue.Order;
import dev.portcullis.account.NoticeQueueContract;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Together;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PanacheNoticeQueueTest implements NoticeQueueContract {
    @Inject
    NoticeQueue queue;

    @Inject
    UnitOfWork work;

    @Inject
    ExistingAccounts existingAccounts;

    @Override
    public NoticeQueue queue() {
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

    @Test
    void passesOverAnOrderThatAnotherIsAboutToTake() {
        AccountId first = anExistingAccount();
        AccountId second = anExistingAccount();
        work.run(() -> queue.order(first, Notice.PASSWORD_CHANGED, DANISH, NOON));
        work.run(() -> queue.order(second, Notice.PASSWORD_CHANGED, DANISH, NOON.plusSeconds(1)));
        Instant now = NOON.plusSeconds(1);

        work.run(() -> {
            assertThat(queue.claim(now, now.plusSeconds(60)).map(Order::account))
                    .contains(first);
            Together.run(() -> assertThat(work.call(() -> queue.claim(now, now.plusSeconds(60)))
                            .map(Order::account))
                    .contains(second));
        });
    }
}

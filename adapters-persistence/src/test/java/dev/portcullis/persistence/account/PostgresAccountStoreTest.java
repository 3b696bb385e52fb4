package dev.portcullis.persistence.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.AccountStoreContract;
import dev.portcullis.account.DisplayName;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Together;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresAccountStoreTest implements AccountStoreContract {
    @Inject
    AccountStore accounts;

    @Inject
    CredentialStore credentials;

    @Inject
    UnitOfWork work;

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public CredentialStore credentials() {
        return credentials;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Test
    void keepsOneOfAHundredAccountsThatAreInsertedTogetherForOneAddress() {
        Account first = AccountFixtures.anUnverifiedAccount();

        List<Boolean> kept = Together.call(
                100,
                () -> work.call(() -> accounts.insert(new Account(
                        AccountFixtures.anAccountId(),
                        first.email(),
                        first.name(),
                        false,
                        Set.of(),
                        1,
                        first.createdAt(),
                        false))));

        assertThat(kept).hasSize(100).containsOnlyOnce(true);
    }

    @Test
    void waitsForTheHolderOfALockAndThenSeesWhatItDid() {
        Account account = AccountFixtures.anUnverifiedAccount();
        assertThat(work.call(() -> accounts.insert(account))).isTrue();

        List<Integer> seen = Together.call(
                10,
                () -> work.call(() -> {
                    Account locked = accounts.lock(account.id()).orElseThrow();
                    accounts.update(withRegistration(locked, locked.registration() + 1));
                    return locked.registration();
                }));

        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    /** A change of the password locks the account, and changes only the row of its hash. */
    @Test
    void waitsForAChangeOfThePasswordAndThenSeesTheNewHash() throws Exception {
        Account account = AccountFixtures.anUnverifiedAccount();
        work.run(() -> {
            assertThat(accounts.insert(account)).isTrue();
            credentials.put(account.id(), hash("before"), account.createdAt());
        });
        CountDownLatch isLocked = new CountDownLatch(1);
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> work.run(() -> {
            assertThat(accounts.lock(account.id())).isPresent();
            credentials.put(account.id(), hash("after"), account.createdAt());
            isLocked.countDown();
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }));
        assertThat(isLocked.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(work.call(() -> accounts.lockHolder(account.id())).map(AccountStore.Holder::hash))
                .contains(hash("after"));

        change.get(30, TimeUnit.SECONDS);
    }

    private static PasswordHash hash(String text) {
        return new PasswordHash("$test$" + text);
    }

    @Test
    void seesWhatOthersHaveCommittedAlsoWhereItHasLookedBefore() {
        Account account = AccountFixtures.anUnverifiedAccount();
        assertThat(work.call(() -> accounts.insert(account))).isTrue();

        work.run(() -> {
            assertThat(accounts.find(account.id())).contains(account);

            Account changed = new Account(
                    account.id(),
                    account.email(),
                    new DisplayName("Bob"),
                    true,
                    Set.of(),
                    2,
                    account.createdAt(),
                    false);
            Together.run(() -> work.run(() -> accounts.update(changed)));

            assertThat(accounts.find(account.id())).contains(changed);
            assertThat(accounts.findByEmail(account.email())).contains(changed);
            assertThat(accounts.lock(account.id())).contains(changed);
        });
    }

    private static Account withRegistration(Account account, int registration) {
        return new Account(
                account.id(),
                account.email(),
                account.name(),
                account.emailVerified(),
                account.groups(),
                registration,
                account.createdAt(),
                false);
    }
}

package dev.portcullis.account;

import static dev.portcullis.account.AccountFixtures.anAccountId;
import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static dev.portcullis.account.AccountFixtures.anUnverifiedAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountStore.Holder;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every account store keeps. */
public interface AccountStoreContract {
    AccountStore accounts();

    /** The store of the hashes of these accounts. */
    CredentialStore credentials();

    UnitOfWork work();

    private Account inserted() {
        Account account = anUnverifiedAccount();
        assertThat(work().call(() -> accounts().insert(account))).isTrue();
        return account;
    }

    private Optional<Account> found(AccountId id) {
        return work().call(() -> accounts().find(id));
    }

    @Test
    default void findsNothingForAnUnknownIdOrAddress() {
        assertThat(found(anAccountId())).isEmpty();
        assertThat(work().call(() -> accounts().findByEmail(anEmailAddress()))).isEmpty();
        assertThat(work().call(() -> accounts().lock(anAccountId()))).isEmpty();
    }

    @Test
    default void findsWhatWasInsertedByIdAndByAddress() {
        Account account = inserted();

        assertThat(found(account.id())).contains(account);
        assertThat(work().call(() -> accounts().findByEmail(account.email()))).contains(account);
        assertThat(work().call(() -> accounts().lock(account.id()))).contains(account);
    }

    @Test
    default void findsAnAccountTogetherWithItsHashAlsoOutsideAUnitOfWork() {
        Account account = inserted();
        assertThat(accounts().findHolder(account.email())).isEmpty();
        PasswordHash hash = new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$Zmlyc3Q");

        work().run(() -> credentials().put(account.id(), hash, AccountFixtures.NOON));

        Holder holder = new Holder(account, hash);
        assertThat(accounts().findHolder(account.email())).contains(holder);
        assertThat(work().call(() -> accounts().findHolder(account.email()))).contains(holder);
        assertThat(work().call(() -> accounts().lockHolder(account.id()))).contains(holder);
        assertThat(accounts().findHolder(anEmailAddress())).isEmpty();
        assertThat(work().call(() -> accounts().lockHolder(anAccountId()))).isEmpty();
    }

    @Test
    default void refusesASecondAccountWithTheSameAddressAndGoesOn() {
        Account first = inserted();
        Account second = new Account(
                anAccountId(), first.email(), new DisplayName("Eve"), false, Set.of(), 1, first.createdAt(), false);
        Account third = anUnverifiedAccount();

        boolean kept = work().call(() -> {
            boolean secondKept = accounts().insert(second);
            boolean thirdKept = accounts().insert(third);
            return secondKept || !thirdKept;
        });

        assertThat(kept).isFalse();
        assertThat(found(first.id())).contains(first);
        assertThat(found(second.id())).isEmpty();
        assertThat(found(third.id())).contains(third);
    }

    @Test
    default void keepsTheNewStateOfALockedAccount() {
        Account account = inserted();
        Account changed = new Account(
                account.id(),
                account.email(),
                new DisplayName("Søren 😀"),
                true,
                Set.of("admin", "auditor"),
                2,
                account.createdAt(),
                true);

        work().run(() -> {
            assertThat(accounts().lock(account.id())).isPresent();
            accounts().update(changed);
        });

        assertThat(found(account.id())).contains(changed);
    }

    @Test
    default void removesALockedAccountAndFreesItsAddress() {
        Account account = inserted();

        work().run(() -> {
            assertThat(accounts().lock(account.id())).isPresent();
            accounts().remove(account.id());
            assertThat(accounts()
                            .insert(new Account(
                                    anAccountId(),
                                    account.email(),
                                    account.name(),
                                    false,
                                    Set.of(),
                                    1,
                                    account.createdAt(),
                                    false)))
                    .isTrue();
        });

        assertThat(found(account.id())).isEmpty();
    }

    private AccountId inserted(boolean verified, boolean disabled, String... groups) {
        Account account = new Account(
                anAccountId(),
                anEmailAddress(),
                new DisplayName("Ada"),
                verified,
                Set.of(groups),
                1,
                AccountFixtures.NOON,
                disabled);
        assertThat(work().call(() -> accounts().insert(account))).isTrue();
        return account.id();
    }

    @Test
    default void locksTheAccountsThatMayAdministerOthers() {
        AccountId administrator = inserted(true, false, "admin", "auditor");
        AccountId unverified = inserted(false, false, "admin");
        AccountId disabled = inserted(true, true, "admin");
        AccountId other = inserted(true, false, "auditor");

        assertThat(work().call(() -> accounts().lockAdministrators()))
                .contains(administrator)
                .doesNotContain(unverified, disabled, other);
    }

    @Test
    default void forgetsWhatAFailedUnitOfWorkDid() {
        Account account = anUnverifiedAccount();

        assertThatThrownBy(() -> work().run(() -> {
                    assertThat(accounts().insert(account)).isTrue();
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(found(account.id())).isEmpty();
    }

    @Test
    default void keepsInternationalisedAddressesAsTheyAre() {
        Account account = new Account(
                anAccountId(),
                new EmailAddress("用户" + anAccountId().value().hashCode() + "@straße.example"),
                new DisplayName("用户"),
                false,
                Set.of(),
                1,
                AccountFixtures.NOON,
                false);

        assertThat(work().call(() -> accounts().insert(account))).isTrue();

        assertThat(work().call(() -> accounts().findByEmail(account.email()))).contains(account);
    }
}

package dev.portcullis.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link CredentialStore}. */
public interface CredentialStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    PasswordHash FIRST = new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$Zmlyc3Q");
    PasswordHash SECOND = new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$c2Vjb25k");

    CredentialStore credentials();

    UnitOfWork work();

    /** The id of an account that exists and has no credential. */
    AccountId anExistingAccount();

    private Optional<PasswordHash> found(AccountId account) {
        return work().call(() -> credentials().find(account));
    }

    private AccountId anAccountWith(PasswordHash hash) {
        AccountId account = anExistingAccount();
        work().run(() -> credentials().put(account, hash, NOON));
        return account;
    }

    @Test
    default void findsNothingForAnAccountWithoutACredential() {
        assertThat(found(anExistingAccount())).isEmpty();
    }

    @Test
    default void keepsOneHashForAnAccount() {
        AccountId account = anAccountWith(FIRST);
        assertThat(found(account)).contains(FIRST);

        work().run(() -> credentials().put(account, SECOND, NOON.plusSeconds(1)));
        assertThat(found(account)).contains(SECOND);
    }

    @Test
    default void refusesAHashForAnAccountThatDoesNotExist() {
        AccountId nobody = new AccountId(UUID.randomUUID());

        assertThatThrownBy(() -> work().run(() -> credentials().put(nobody, FIRST, NOON)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void exchangesOnlyTheExpectedHash() {
        AccountId account = anAccountWith(FIRST);

        assertThat(work().call(() -> credentials().exchange(account, SECOND, FIRST)))
                .isFalse();
        assertThat(found(account)).contains(FIRST);
        assertThat(work().call(() -> credentials().exchange(account, FIRST, SECOND)))
                .isTrue();
        assertThat(found(account)).contains(SECOND);
    }

    @Test
    default void saysThatAnUnchangedHashIsTheExpectedOne() {
        AccountId account = anAccountWith(FIRST);

        assertThat(work().call(() -> credentials().exchange(account, FIRST, FIRST)))
                .isTrue();
    }

    @Test
    default void exchangesNothingForAnAccountWithoutACredential() {
        AccountId account = anExistingAccount();

        assertThat(work().call(() -> credentials().exchange(account, FIRST, SECOND)))
                .isFalse();
        assertThat(found(account)).isEmpty();
    }
}

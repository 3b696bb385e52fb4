package dev.portcullis.persistence.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.CredentialStoreContract;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Together;
import dev.portcullis.persistence.account.ExistingAccounts;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresCredentialStoreTest implements CredentialStoreContract {
    @Inject
    CredentialStore credentials;

    @Inject
    UnitOfWork work;

    @Inject
    ExistingAccounts existingAccounts;

    @Override
    public CredentialStore credentials() {
        return credentials;
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
    void letsOneOfManyExchangesOfTheSameHashSucceed() {
        AccountId account = anExistingAccount();
        work.run(() -> credentials.put(account, FIRST, NOON));
        AtomicInteger count = new AtomicInteger();

        List<Boolean> exchanged = Together.call(10, () -> {
            PasswordHash replacement = new PasswordHash("$argon2id$" + count.incrementAndGet());
            return work.call(() -> credentials.exchange(account, FIRST, replacement));
        });

        assertThat(exchanged).containsOnlyOnce(true);
    }

    @Test
    void refusesAPasswordThatIsNotHashed() {
        AccountId account = anExistingAccount();

        assertThatThrownBy(() -> work.run(() -> credentials.put(account, new PasswordHash("correct horse"), NOON)))
                .hasMessageContaining("ck_credential_password_hash");
    }
}

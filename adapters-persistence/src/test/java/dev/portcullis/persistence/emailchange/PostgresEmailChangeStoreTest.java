package dev.portcullis.persistence.emailchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.emailchange.EmailChangeStore;
import dev.portcullis.emailchange.EmailChangeStoreContract;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.account.ExistingAccounts;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresEmailChangeStoreTest implements EmailChangeStoreContract {
    @Inject
    EmailChangeStore changes;

    @Inject
    UnitOfWork work;

    @Inject
    AccountStore accounts;

    @Inject
    ExistingAccounts existingAccounts;

    @Inject
    Sql sql;

    @Override
    public EmailChangeStore changes() {
        return changes;
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
    void forgetsTheChangesOfARemovedAccount() {
        keepsEachPartOfAChange();
        String id = sql.query("select account_id::text as id from email_change where new_email = 'c@example.com'")
                .get(0)
                .get("id")
                .toString();
        AccountId account = new AccountId(UUID.fromString(id));

        work.run(() -> {
            Optional<Account> locked = accounts.lock(account);
            assertThat(locked).isPresent();
            accounts.remove(account);
        });

        assertThat(sql.query("select 1 from email_change where account_id = '" + id + "'"))
                .isEmpty();
    }
}

package dev.portcullis.persistence.mail;

import static dev.portcullis.mail.MailKind.PASSWORD_RESET_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailedCodeStore;
import dev.portcullis.mail.MailedCodeStoreContract;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.account.ExistingAccounts;
import dev.portcullis.verification.MailedCodes;
import dev.portcullis.verification.MailedCodes.IssuedCode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresMailedCodeStoreTest implements MailedCodeStoreContract {
    @Inject
    MailedCodeStore codes;

    @Inject
    UnitOfWork work;

    @Inject
    ExistingAccounts existingAccounts;

    @Inject
    Sql sql;

    @Override
    public MailedCodeStore codes() {
        return codes;
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
    void refusesACodeThatIsNotHashed() {
        AccountId account = anExistingAccount();
        MailedCodes bare =
                new MailedCodes(new IssuedCode(new PasswordHash("123456"), AccountFixtures.NOON), BOTH.pending());

        assertThatThrownBy(() -> work.run(() -> codes.put(account, PASSWORD_RESET_CODE, bare)))
                .hasMessageContaining("ck_mailed_code_hashes");
    }

    @Test
    void goesWithItsAccount() {
        AccountId account = anExistingAccount();
        work.run(() -> codes.put(account, PASSWORD_RESET_CODE, BOTH));

        sql.execute("delete from account where id = '" + account.value() + "'");

        assertThat(work.call(() -> codes.find(account, PASSWORD_RESET_CODE))).isEmpty();
    }
}

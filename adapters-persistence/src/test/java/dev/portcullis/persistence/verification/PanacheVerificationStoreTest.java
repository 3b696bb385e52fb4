package dev.portcullis.persistence.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Together;
import dev.portcullis.persistence.account.ExistingAccounts;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.MailedCodes;
import dev.portcullis.verification.MailedCodes.IssuedCode;
import dev.portcullis.verification.VerificationStore;
import dev.portcullis.verification.VerificationStoreContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PanacheVerificationStoreTest implements VerificationStoreContract {
    @Inject
    VerificationStore verifications;

    @Inject
    UnitOfWork work;

    @Inject
    ExistingAccounts existingAccounts;

    @Override
    public VerificationStore verifications() {
        return verifications;
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
    void countsEachOfManyTriesAtOnce() {
        AccountId account = anExistingAccount();
        work.run(() -> verifications.put(new EmailVerification(account, MailedCodes.NONE_YET, 0, 0, null)));

        List<Integer> counts = Together.call(
                10,
                () -> work.call(() -> {
                    int tries = verifications.lock(account).orElseThrow().tries() + 1;
                    verifications.put(new EmailVerification(account, MailedCodes.NONE_YET, tries, 0, null));
                    return tries;
                }));

        assertThat(counts).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void refusesACodeThatIsNotHashed() {
        AccountId account = anExistingAccount();
        IssuedCode bare = new IssuedCode(new PasswordHash("123456"), Instant.parse("2026-03-01T12:00:00Z"));

        assertThatThrownBy(() -> work.run(() ->
                        verifications.put(new EmailVerification(account, new MailedCodes(bare, null), 0, 0, null))))
                .hasMessageContaining("ck_email_verification_hashes");
    }
}

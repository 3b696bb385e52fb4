package dev.portcullis.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.verification.MailedCodes.IssuedCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every verification store keeps. */
public interface VerificationStoreContract {
    VerificationStore verifications();

    UnitOfWork work();

    /** The id of an account that exists and owes nothing. */
    AccountId anExistingAccount();

    private Optional<EmailVerification> owedBy(AccountId account) {
        return work().call(() -> verifications().lock(account));
    }

    private void put(EmailVerification verification) {
        work().run(() -> verifications().put(verification));
    }

    @Test
    default void findsNothingForAnAccountThatOwesNothing() {
        assertThat(owedBy(anExistingAccount())).isEmpty();
    }

    @Test
    default void keepsWhatIsOwedWithAndWithoutCodes() {
        AccountId account = anExistingAccount();
        EmailVerification fresh = new EmailVerification(account, MailedCodes.NONE_YET, 0, 0, null);
        put(fresh);
        assertThat(owedBy(account)).contains(fresh);

        EmailVerification full = new EmailVerification(
                account,
                new MailedCodes(
                        new IssuedCode(new PasswordHash("$argon2id$current"), AccountFixtures.NOON),
                        new IssuedCode(new PasswordHash("$argon2id$pending"), AccountFixtures.NOON.plusSeconds(5))),
                3,
                2,
                AccountFixtures.NOON.plusSeconds(7));
        put(full);
        assertThat(owedBy(account)).contains(full);

        put(fresh);
        assertThat(owedBy(account)).contains(fresh);
    }

    @Test
    default void removesWhatIsOwedAndMindsNotIfNothingIs() {
        AccountId account = anExistingAccount();
        put(new EmailVerification(account, MailedCodes.NONE_YET, 0, 0, null));

        work().run(() -> verifications().remove(account));
        work().run(() -> verifications().remove(account));

        assertThat(owedBy(account)).isEmpty();
    }

    @Test
    default void refusesADebtOfAnAccountThatDoesNotExist() {
        EmailVerification nobodys =
                new EmailVerification(AccountFixtures.anAccountId(), MailedCodes.NONE_YET, 0, 0, null);

        assertThatThrownBy(() -> put(nobodys)).isInstanceOf(RuntimeException.class);
    }
}

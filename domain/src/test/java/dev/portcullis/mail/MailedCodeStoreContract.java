package dev.portcullis.mail;

import static dev.portcullis.account.AccountFixtures.NOON;
import static dev.portcullis.mail.MailKind.PASSWORD_RESET_CODE;
import static dev.portcullis.mail.MailKind.VERIFICATION_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.verification.MailedCodes;
import dev.portcullis.verification.MailedCodes.IssuedCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The promises of every store of mailed codes. */
public interface MailedCodeStoreContract {
    MailedCodes BOTH = new MailedCodes(
            new IssuedCode(new PasswordHash("$argon2id$current"), NOON),
            new IssuedCode(new PasswordHash("$argon2id$pending"), NOON.plusSeconds(5)));

    MailedCodeStore codes();

    UnitOfWork work();

    /** The id of an account that exists and has no codes. */
    AccountId anExistingAccount();

    private void put(AccountId account, MailKind kind, MailedCodes codes) {
        work().run(() -> codes().put(account, kind, codes));
    }

    private Optional<MailedCodes> found(AccountId account, MailKind kind) {
        Optional<MailedCodes> locked = work().call(() -> codes().lock(account, kind));
        assertThat(work().call(() -> codes().find(account, kind))).isEqualTo(locked);
        return locked;
    }

    @Test
    default void findsNothingForAnAccountThatIsOwedNothing() {
        assertThat(found(anExistingAccount(), PASSWORD_RESET_CODE)).isEmpty();
    }

    @Test
    default void keepsTheCodesOfEachKindApart() {
        AccountId account = anExistingAccount();
        put(account, PASSWORD_RESET_CODE, MailedCodes.NONE_YET);
        assertThat(found(account, PASSWORD_RESET_CODE)).contains(MailedCodes.NONE_YET);
        assertThat(found(account, VERIFICATION_CODE)).isEmpty();

        put(account, PASSWORD_RESET_CODE, BOTH);
        put(account, VERIFICATION_CODE, MailedCodes.NONE_YET);
        assertThat(found(account, PASSWORD_RESET_CODE)).contains(BOTH);
        assertThat(found(account, VERIFICATION_CODE)).contains(MailedCodes.NONE_YET);
        assertThat(found(anExistingAccount(), PASSWORD_RESET_CODE)).isEmpty();
    }

    @Test
    default void removesTheCodesOfAllKinds() {
        AccountId account = anExistingAccount();
        AccountId other = anExistingAccount();
        put(account, PASSWORD_RESET_CODE, BOTH);
        put(account, VERIFICATION_CODE, BOTH);
        put(other, PASSWORD_RESET_CODE, BOTH);

        work().run(() -> codes().removeAllOf(account));
        work().run(() -> codes().removeAllOf(account));

        assertThat(found(account, PASSWORD_RESET_CODE)).isEmpty();
        assertThat(found(account, VERIFICATION_CODE)).isEmpty();
        assertThat(found(other, PASSWORD_RESET_CODE)).contains(BOTH);
    }

    @Test
    default void takesNoCodeForAnAccountThatDoesNotExist() {
        assertThatThrownBy(() -> put(AccountFixtures.anAccountId(), PASSWORD_RESET_CODE, BOTH))
                .isInstanceOf(RuntimeException.class);
    }
}

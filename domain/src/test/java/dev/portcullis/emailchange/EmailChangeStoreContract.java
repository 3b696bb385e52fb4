package dev.portcullis.emailchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.emailchange.EmailChange.Status;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.MailedCodes;
import dev.portcullis.verification.MailedCodes.IssuedCode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of changes keeps. */
public interface EmailChangeStoreContract {
    EmailChangeStore changes();

    UnitOfWork work();

    /** The id of an account that exists and has no change. */
    AccountId anExistingAccount();

    private static EmailChange aChange(AccountId account, Status status) {
        UUID id = UUID.randomUUID();
        return new EmailChange(
                id,
                account,
                new SessionId(UUID.randomUUID()),
                new EmailAddress("ada@example.com"),
                new EmailAddress("grace@b\u00fccher.example"),
                status,
                AccountFixtures.NOON,
                false,
                CancellationCode.of(id).digest(),
                EmailVerification.owedBy(account));
    }

    private void put(EmailChange change) {
        work().run(() -> changes().put(change));
    }

    private List<EmailChange> of(AccountId account) {
        return work().call(() -> changes().of(account));
    }

    @Test
    default void keepsEachPartOfAChange() {
        AccountId account = anExistingAccount();
        EmailChange fresh = aChange(account, Status.PENDING);
        put(fresh);
        assertThat(of(account)).containsExactly(fresh);

        EmailChange full = new EmailChange(
                fresh.id(),
                account,
                new SessionId(UUID.randomUUID()),
                new EmailAddress("b@example.com"),
                new EmailAddress("c@example.com"),
                Status.CONFIRMED,
                AccountFixtures.NOON.plusSeconds(9),
                true,
                CancellationCode.of(UUID.randomUUID()).digest(),
                new EmailVerification(
                        account,
                        new MailedCodes(
                                new IssuedCode(new PasswordHash("$argon2id$current"), AccountFixtures.NOON),
                                new IssuedCode(
                                        new PasswordHash("$argon2id$pending"), AccountFixtures.NOON.plusSeconds(5))),
                        3,
                        2,
                        AccountFixtures.NOON.plusSeconds(7)));
        put(full);
        assertThat(of(account)).containsExactly(full);
    }

    @Test
    default void returnsTheChangesOfOneAccountInTheirOrder() {
        AccountId account = anExistingAccount();
        EmailChange first = aChange(account, Status.CONFIRMED);
        EmailChange second = aChange(account, Status.CANCELED);
        EmailChange third = aChange(account, Status.PENDING);
        List.of(first, second, third).forEach(this::put);
        put(aChange(anExistingAccount(), Status.PENDING));
        put(first.canceled(AccountFixtures.NOON));

        assertThat(of(account)).extracting(EmailChange::id).containsExactly(first.id(), second.id(), third.id());
    }

    @Test
    default void findsAChangeByTheDigestOfItsCode() {
        EmailChange change = aChange(anExistingAccount(), Status.CONFIRMED);
        put(change);

        assertThat(work().call(() -> changes().findByCancellation(change.cancellation())))
                .contains(change);
        assertThat(work().call(() -> changes()
                        .findByCancellation(
                                CancellationCode.of(UUID.randomUUID()).digest())))
                .isEmpty();
    }

    @Test
    default void refusesASecondPendingChange() {
        AccountId account = anExistingAccount();
        put(aChange(account, Status.PENDING));

        assertThatThrownBy(() -> put(aChange(account, Status.PENDING))).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void refusesAChangeOfAnAccountThatDoesNotExist() {
        EmailChange nobodys = aChange(AccountFixtures.anAccountId(), Status.PENDING);

        assertThatThrownBy(() -> put(nobodys)).isInstanceOf(RuntimeException.class);
    }
}

package dev.portcullis.persistence.mail;

import static dev.portcullis.account.AccountFixtures.NOON;
import static dev.portcullis.mail.MailKind.SIGN_UP_ATTEMPTED;
import static dev.portcullis.mail.MailKind.VERIFICATION_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.mail.MailOutbox.Claim;
import dev.portcullis.mail.MailOutboxContract;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.Together;
import dev.portcullis.persistence.account.ExistingAccounts;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresMailOutboxTest implements MailOutboxContract {
    @Inject
    MailOutbox outbox;

    @Inject
    UnitOfWork work;

    @Inject
    ExistingAccounts existingAccounts;

    @Inject
    Sql sql;

    @Override
    public MailOutbox outbox() {
        return outbox;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public AccountId anExistingAccount() {
        return existingAccounts.next();
    }

    private AccountId anEnqueuedMail() {
        AccountId account = anExistingAccount();
        work.run(() -> outbox.enqueue(account, VERIFICATION_CODE, Locale.ENGLISH, NOON));
        return account;
    }

    private Optional<Claim> claimAt(Instant now) {
        return work.call(() -> outbox.claim(ALL, now, now.plus(LEASE)));
    }

    @Test
    void givesEachMailToOneOfManyWorkers() {
        List<AccountId> enqueued =
                Stream.generate(this::anEnqueuedMail).limit(60).toList();

        // More callers than mails: some get nothing, none gets another's.
        List<List<AccountId>> claimed = Together.call(8, this::claimAll);

        assertThat(claimed.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(enqueued);
    }

    private List<AccountId> claimAll() {
        return Stream.generate(() -> claimAt(NOON))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .map(Claim::account)
                .toList();
    }

    @Test
    void skipsAMailThatAnotherCallerIsAboutToClaim() {
        AccountId first = anEnqueuedMail();
        AccountId second = anExistingAccount();
        Instant later = NOON.plusSeconds(1);
        work.run(() -> outbox.enqueue(second, SIGN_UP_ATTEMPTED, Locale.ENGLISH, later));

        work.run(() -> {
            assertThat(outbox.claim(ALL, later, LEASE_END).map(Claim::account)).contains(first);
            Together.run(() -> assertThat(claimAt(later).map(Claim::account)).contains(second));
        });
    }

    private void request(String address, Instant now) {
        work.run(() -> outbox.request(address, VERIFICATION_CODE, Locale.ENGLISH, now));
    }

    private Optional<String> takeRequest() {
        return work.call(() -> outbox.takeRequest()).map(MailOutbox.Request::address);
    }

    @Test
    void givesEachRequestToOneOfManyWorkers() {
        List<String> requested = IntStream.range(0, 60)
                .mapToObj(i -> "user" + i + "@example.com")
                .toList();
        requested.forEach(address -> request(address, NOON));

        List<List<String>> taken = Together.call(
                8,
                () -> Stream.generate(this::takeRequest)
                        .takeWhile(Optional::isPresent)
                        .flatMap(Optional::stream)
                        .toList());

        assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(requested);
    }

    /** The mail of the taken request may have been prepared already. */
    @Test
    void keepsARequestThatIsMadeWhileThePreviousOneIsTaken() {
        request("ada@example.com", NOON);
        request("bob@example.com", NOON.plusSeconds(1));

        CompletableFuture<Void> again = work.call(() -> {
            assertThat(outbox.takeRequest().map(MailOutbox.Request::address)).contains("ada@example.com");
            Together.run(() -> assertThat(takeRequest()).contains("bob@example.com"));
            return CompletableFuture.runAsync(() -> request("ada@example.com", NOON.plusSeconds(2)));
        });
        again.join();

        assertThat(takeRequest()).contains("ada@example.com");
    }

    @Test
    void leavesARequestAloneWhoseKindANewerVersionAdded() {
        sql.execute("insert into mail_request values ('ada@example.com', 'OF_TOMORROW', 'en', '" + NOON + "')");

        assertThat(takeRequest()).isEmpty();

        sql.execute("delete from mail_request");
    }

    @Test
    void leavesAMailAloneWhoseKindANewerVersionAdded() {
        AccountId account = anExistingAccount();
        sql.execute("insert into mail_outbox values ('" + account.value() + "', 'OF_TOMORROW', 'en', 0, '" + NOON
                + "', '" + NOON + "')");

        assertThat(claimAt(NOON)).isEmpty();
    }

    /** Replicas of the previous version write to the former tables until they are replaced (ADR 35). */
    @Test
    void deliversMailsThatReplicasOfThePreviousVersionEnqueue() {
        AccountId account = anExistingAccount();
        sql.execute("insert into verification_mail values ('%1$s', 1, 'da', 2, '%2$s', '%2$s');"
                        .formatted(account.value(), NOON)
                + "insert into notice_mail values ('%s', 'SIGN_UP_ATTEMPTED', 'en', 0, '%s', '%s')"
                        .formatted(account.value(), NOON, NOON.plusSeconds(1)));

        assertThat(claimAt(NOON)).contains(new Claim(account, VERIFICATION_CODE, DANISH, 3, NOON, LEASE_END, null));
        assertThat(claimAt(NOON)).isEmpty();
        Instant later = NOON.plusSeconds(1);
        assertThat(claimAt(later))
                .contains(new Claim(account, SIGN_UP_ATTEMPTED, Locale.ENGLISH, 1, NOON, later.plus(LEASE), null));
        for (String former : List.of("verification_mail", "notice_mail")) {
            assertThat(sql.query("select 1 from " + former)).as(former).isEmpty();
        }
    }

    @Test
    void replacesItsMailByALaterOneOfTheFormerTablesAndNotByAnEarlierOne() {
        AccountId replaced = anEnqueuedMail();
        AccountId kept = anEnqueuedMail();
        claimAt(NOON).ifPresent(claim -> work.run(() -> outbox.complete(claim)));
        claimAt(NOON).ifPresent(claim -> work.run(() -> outbox.complete(claim)));
        Instant later = NOON.plusSeconds(1);
        sql.execute(("insert into verification_mail values ('%1$s', 2, 'en', 0, '%3$s', '%3$s');"
                        + " insert into verification_mail values ('%2$s', 1, 'en', 0, '%4$s', '%3$s')")
                .formatted(replaced.value(), kept.value(), later, NOON.minusSeconds(1)));

        assertThat(claimAt(later).map(Claim::account)).contains(replaced);
        assertThat(claimAt(later)).isEmpty();
    }
}

package dev.portcullis.mail;

import static dev.portcullis.account.AccountFixtures.NOON;
import static dev.portcullis.mail.MailKind.ACCOUNT_DELETED;
import static dev.portcullis.mail.MailKind.PASSWORD_CHANGED;
import static dev.portcullis.mail.MailKind.SIGN_UP_ATTEMPTED;
import static dev.portcullis.mail.MailKind.VERIFICATION_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailOutbox.Claim;
import dev.portcullis.mail.MailOutbox.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises of every outbox. Nothing is due before each test. */
public interface MailOutboxContract {
    Locale DANISH = Locale.forLanguageTag("da");
    Duration LEASE = Duration.ofSeconds(120);
    Instant LEASE_END = NOON.plus(LEASE);
    Set<MailKind> ALL = EnumSet.allOf(MailKind.class);

    MailOutbox outbox();

    UnitOfWork work();

    /** The id of an account that exists. */
    AccountId anExistingAccount();

    @BeforeEach
    default void completeWhatIsDue() {
        Instant farFuture = NOON.plusSeconds(1_000_000);
        for (Optional<Claim> left = claimAt(farFuture); left.isPresent(); left = claimAt(farFuture)) {
            complete(left.get());
        }
        Optional<Request> request;
        do {
            request = takeRequest();
        } while (request.isPresent());
    }

    private void enqueue(AccountId account, MailKind kind, Instant now) {
        work().run(() -> outbox().enqueue(account, kind, DANISH, now));
    }

    private AccountId anEnqueuedMail(MailKind kind) {
        AccountId account = anExistingAccount();
        enqueue(account, kind, NOON);
        return account;
    }

    private Optional<Claim> claimAt(Instant now) {
        return claimAt(now, ALL);
    }

    private Optional<Claim> claimAt(Instant now, Set<MailKind> kinds) {
        return work().call(() -> outbox().claim(kinds, now, now.plus(LEASE)));
    }

    private void postpone(Claim claim, Instant until) {
        work().run(() -> outbox().postpone(claim, until));
    }

    private void complete(Claim claim) {
        work().run(() -> outbox().complete(claim));
    }

    private void request(String address, MailKind kind, Locale language, Instant now) {
        work().run(() -> outbox().request(address, kind, language, now));
    }

    private Optional<Request> takeRequest() {
        return work().call(() -> outbox().takeRequest());
    }

    @Test
    default void handsOutRequestsOnceTheOldestFirst() {
        String later = AccountFixtures.anEmailAddress().value();
        String sooner = AccountFixtures.anEmailAddress().value();
        request(later, VERIFICATION_CODE, DANISH, NOON.plusSeconds(1));
        request(sooner, VERIFICATION_CODE, DANISH, NOON);

        assertThat(takeRequest()).contains(new Request(sooner, VERIFICATION_CODE, DANISH));
        assertThat(takeRequest()).contains(new Request(later, VERIFICATION_CODE, DANISH));
        assertThat(takeRequest()).isEmpty();
    }

    @Test
    default void keepsOneRequestForAnAddressAndAKind() {
        String address = AccountFixtures.anEmailAddress().value();
        for (int i = 0; i < 100; i++) {
            request(address, VERIFICATION_CODE, Locale.ENGLISH, NOON.plusSeconds(i));
        }
        request(address, VERIFICATION_CODE, DANISH, NOON.plusSeconds(100));
        request(address, SIGN_UP_ATTEMPTED, Locale.ENGLISH, NOON);

        assertThat(takeRequest()).contains(new Request(address, SIGN_UP_ATTEMPTED, Locale.ENGLISH));
        assertThat(takeRequest()).contains(new Request(address, VERIFICATION_CODE, DANISH));
        assertThat(takeRequest()).isEmpty();
    }

    @Test
    default void keepsARequestWhoseUnitOfWorkFailed() {
        String address = AccountFixtures.anEmailAddress().value();
        request(address, VERIFICATION_CODE, DANISH, NOON);

        assertThatThrownBy(() -> work().run(() -> {
                    assertThat(outbox().takeRequest()).isPresent();
                    throw new IllegalStateException("after the request was taken");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(takeRequest()).contains(new Request(address, VERIFICATION_CODE, DANISH));
    }

    @ParameterizedTest
    @EnumSource
    default void givesOutAMailOnceUntilItsLeaseEnds(MailKind kind) {
        AccountId account = anEnqueuedMail(kind);

        assertThat(claimAt(NOON.minusSeconds(1))).isEmpty();
        assertThat(claimAt(NOON)).contains(new Claim(account, kind, DANISH, 1, NOON, LEASE_END, null));
        assertThat(claimAt(LEASE_END.minusMillis(1))).isEmpty();
        assertThat(claimAt(LEASE_END)).contains(new Claim(account, kind, DANISH, 2, NOON, LEASE_END.plus(LEASE), null));
    }

    @Test
    default void givesOutWhatHasBeenDueLongestFirst() {
        AccountId later = anExistingAccount();
        AccountId sooner = anExistingAccount();
        enqueue(later, VERIFICATION_CODE, NOON.plusSeconds(1));
        enqueue(sooner, PASSWORD_CHANGED, NOON);

        assertThat(claimAt(NOON.plusSeconds(2)).map(Claim::account)).contains(sooner);
        assertThat(claimAt(NOON.plusSeconds(2)).map(Claim::account)).contains(later);
    }

    @Test
    default void keepsMailsOfDifferentKindsApart() {
        AccountId account = anEnqueuedMail(PASSWORD_CHANGED);
        enqueue(account, SIGN_UP_ATTEMPTED, NOON.plusSeconds(1));

        assertThat(claimAt(NOON.plusSeconds(2)).map(Claim::kind)).contains(PASSWORD_CHANGED);
        assertThat(claimAt(NOON.plusSeconds(2)).map(Claim::kind)).contains(SIGN_UP_ATTEMPTED);
        assertThat(claimAt(NOON.plusSeconds(2))).isEmpty();
    }

    @Test
    default void givesOutOnlyTheKindsThatTheCallerCanDeliver() {
        AccountId account = anEnqueuedMail(VERIFICATION_CODE);
        enqueue(account, PASSWORD_CHANGED, NOON.plusSeconds(1));

        assertThat(claimAt(NOON.plusSeconds(1), Set.of(PASSWORD_CHANGED)).map(Claim::kind))
                .contains(PASSWORD_CHANGED);
        assertThat(claimAt(NOON.plusSeconds(1), Set.of(PASSWORD_CHANGED))).isEmpty();
        assertThat(claimAt(NOON.plusSeconds(1), Set.of(VERIFICATION_CODE)).map(Claim::kind))
                .contains(VERIFICATION_CODE);
    }

    @ParameterizedTest
    @EnumSource
    default void postponesAMail(MailKind kind) {
        AccountId account = anEnqueuedMail(kind);

        postpone(claimAt(NOON).orElseThrow(), NOON.plusSeconds(5));

        assertThat(claimAt(NOON.plusSeconds(4))).isEmpty();
        assertThat(claimAt(NOON.plusSeconds(5)))
                .contains(new Claim(
                        account, kind, DANISH, 2, NOON, NOON.plusSeconds(5).plus(LEASE), null));
    }

    @ParameterizedTest
    @EnumSource
    default void completesAMail(MailKind kind) {
        var unused = anEnqueuedMail(kind);

        complete(claimAt(NOON).orElseThrow());

        assertThat(claimAt(NOON.plusSeconds(1_000))).isEmpty();
    }

    @Test
    default void leavesAMailThatWasClaimedAgainToItsNewHolder() {
        var unused = anEnqueuedMail(VERIFICATION_CODE);
        Claim outlived = claimAt(NOON).orElseThrow();
        assertThat(claimAt(LEASE_END)).isPresent();

        postpone(outlived, LEASE_END);

        assertThat(claimAt(LEASE_END.plusSeconds(119))).isEmpty();
        complete(outlived);
        assertThat(claimAt(LEASE_END.plusSeconds(120))).isEmpty();
    }

    @Test
    default void doesNotRetryAMailThatAnEarlierHolderCompleted() {
        var unused = anEnqueuedMail(PASSWORD_CHANGED);
        Claim outlived = claimAt(NOON).orElseThrow();
        Claim later = claimAt(LEASE_END).orElseThrow();

        complete(outlived);
        postpone(later, LEASE_END.plusSeconds(1));

        assertThat(claimAt(NOON.plusSeconds(1_000))).isEmpty();
    }

    @Test
    default void replacesAMailThatWaits() {
        AccountId account = anEnqueuedMail(VERIFICATION_CODE);
        postpone(claimAt(NOON).orElseThrow(), NOON.plusSeconds(500));
        Instant later = NOON.plusSeconds(1);

        enqueue(account, VERIFICATION_CODE, later);

        assertThat(claimAt(later))
                .contains(new Claim(account, VERIFICATION_CODE, DANISH, 1, later, later.plus(LEASE), null));
        assertThat(claimAt(later)).isEmpty();
    }

    @Test
    default void givesOutTheNextMailOnlyWhenTheDeliveryOfThePreviousOneIsCompleted() {
        AccountId account = anEnqueuedMail(VERIFICATION_CODE);
        Claim replaced = claimAt(NOON).orElseThrow();
        Instant later = NOON.plusSeconds(1);
        enqueue(account, VERIFICATION_CODE, later);

        assertThat(claimAt(LEASE_END.minusMillis(1))).isEmpty();
        complete(replaced);

        assertThat(claimAt(later))
                .contains(new Claim(account, VERIFICATION_CODE, DANISH, 1, later, later.plus(LEASE), null));
    }

    @Test
    default void givesOutTheNextMailWhenTheDeliveryOfThePreviousOneIsPostponed() {
        AccountId account = anEnqueuedMail(PASSWORD_CHANGED);
        Claim replaced = claimAt(NOON).orElseThrow();
        enqueue(account, PASSWORD_CHANGED, NOON.plusSeconds(1));

        postpone(replaced, NOON.plusSeconds(500));

        assertThat(claimAt(NOON.plusSeconds(1)).map(Claim::enqueuedAt)).contains(NOON.plusSeconds(1));
    }

    @Test
    default void givesOutTheNextMailWhenTheLeaseOfThePreviousOneEnds() {
        AccountId account = anEnqueuedMail(PASSWORD_CHANGED);
        Claim replaced = claimAt(NOON).orElseThrow();
        enqueue(account, PASSWORD_CHANGED, NOON.plusSeconds(1));

        Claim next = claimAt(LEASE_END).orElseThrow();
        complete(replaced);
        postpone(replaced, NOON);

        assertThat(next.enqueuedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(claimAt(next.leaseEnd().minusMillis(1))).isEmpty();
        assertThat(claimAt(next.leaseEnd())).isPresent();
    }

    @Test
    default void tellsMailsApartThatWereEnqueuedAtTheSameTime() {
        AccountId account = anEnqueuedMail(VERIFICATION_CODE);
        Claim replaced = claimAt(NOON).orElseThrow();

        enqueue(account, VERIFICATION_CODE, NOON);
        complete(replaced);

        assertThat(claimAt(NOON)).isPresent();
    }

    /** Replicas have clocks of their own. */
    @Test
    default void enqueuesAMailByAClockThatIsBehind() {
        AccountId account = anEnqueuedMail(VERIFICATION_CODE);
        complete(claimAt(NOON).orElseThrow());

        enqueue(account, VERIFICATION_CODE, NOON.minusSeconds(5));

        assertThat(claimAt(NOON.minusSeconds(5))).isPresent();
    }

    @Test
    default void enqueuesEachChangeOfThePassword() {
        AccountId account = anEnqueuedMail(PASSWORD_CHANGED);
        complete(claimAt(NOON).orElseThrow());

        enqueue(account, PASSWORD_CHANGED, NOON.plusSeconds(1));

        assertThat(claimAt(NOON.plusSeconds(1)).map(Claim::enqueuedAt)).contains(NOON.plusSeconds(1));
    }

    @Test
    default void enqueuesWhatStrangersCanTriggerOncePerDay() {
        AccountId account = anEnqueuedMail(SIGN_UP_ATTEMPTED);
        complete(claimAt(NOON).orElseThrow());
        Instant dayLater = NOON.plus(SIGN_UP_ATTEMPTED.interval());

        enqueue(account, SIGN_UP_ATTEMPTED, dayLater.minusMillis(1));
        assertThat(claimAt(dayLater)).isEmpty();

        enqueue(account, SIGN_UP_ATTEMPTED, dayLater);
        assertThat(claimAt(dayLater)).isPresent();
    }

    @Test
    default void keepsAMailToAnAddressOfItsOwnUntilItIsCompletedAndNoLonger() {
        AccountId nobody = AccountFixtures.anAccountId();
        work().run(() -> outbox().enqueueTo("ada@example.com", nobody, ACCOUNT_DELETED, DANISH, NOON));

        Claim claim = claimAt(NOON).orElseThrow();
        assertThat(claim)
                .isEqualTo(new Claim(nobody, ACCOUNT_DELETED, DANISH, 1, NOON, claim.leaseEnd(), "ada@example.com"));
        postpone(claim, NOON.plusSeconds(5));
        Claim again = claimAt(NOON.plusSeconds(5)).orElseThrow();
        assertThat(again.address()).isEqualTo("ada@example.com");
        complete(again);

        assertThat(claimAt(again.leaseEnd())).isEmpty();
        assertThat(work().call(() -> outbox().of(nobody))).isEmpty();
    }

    @Test
    default void listsTheMailsOfAnAccountAlone() {
        AccountId account = anEnqueuedMail(VERIFICATION_CODE);
        complete(claimAt(NOON).orElseThrow());
        enqueue(account, PASSWORD_CHANGED, NOON.plusSeconds(1));
        AccountId other = anEnqueuedMail(SIGN_UP_ATTEMPTED);

        assertThat(work().call(() -> outbox().of(account)))
                .containsExactly(
                        new MailOutbox.Listed(VERIFICATION_CODE, DANISH, NOON, true),
                        new MailOutbox.Listed(PASSWORD_CHANGED, DANISH, NOON.plusSeconds(1), false));
        assertThat(work().call(() -> outbox().of(other))).hasSize(1);
    }

    @Test
    default void takesNoMailForAnAccountThatDoesNotExist() {
        AccountId nobody = AccountFixtures.anAccountId();

        assertThatThrownBy(() -> enqueue(nobody, VERIFICATION_CODE, NOON)).isInstanceOf(RuntimeException.class);
    }
}

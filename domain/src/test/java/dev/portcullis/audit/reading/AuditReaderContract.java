package dev.portcullis.audit.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.reading.AuditReader.Order;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every audit log shows. Others may write to the log at the same time. */
public interface AuditReaderContract {
    AuditReader log();

    UnitOfWork work();

    /** Puts an event into the log, as it is. */
    void keep(AuditRecord event);

    private AuditRecord keep(AuditRecords event) {
        AuditRecord kept = event.record();
        keep(kept);
        return kept;
    }

    private List<AuditRecord> page(AuditFilter filter, Order order, @Nullable AuditPosition after, int limit) {
        return work().call(() -> log().page(filter, order, after, limit));
    }

    private List<AuditRecord> all(AuditFilter filter) {
        return page(filter, Order.OLDEST_FIRST, null, 1000);
    }

    private static AuditFilter of(AccountId account) {
        return new AuditFilter(null, null, null, null, account, null, null);
    }

    private static AccountId someone() {
        return new AccountId(UUID.randomUUID());
    }

    @Test
    default void showsNothingOfWhomNothingIsKnown() {
        assertThat(all(of(someone()))).isEmpty();
    }

    @Test
    default void showsAllThatAnEventTells() {
        AccountId account = someone();
        AuditRecord full = AuditRecords.anEvent().of(account).record();
        AuditRecord bare = new AuditRecord(
                UUID.randomUUID(),
                full.occurredAt().plus(1, ChronoUnit.MICROS),
                "sign_in",
                "authn_login_fail",
                "refused",
                null,
                account,
                null,
                null,
                null,
                "2001:db8::7",
                null,
                "request-2",
                null,
                "replica-2",
                null,
                null);
        AuditRecord counted = AuditRecords.anEvent()
                .of(account)
                .later(2)
                .counting(5_000_000_000L)
                .record();
        keep(full);
        keep(bare);
        keep(counted);

        assertThat(all(of(account))).containsExactly(full, bare, counted);
    }

    @Test
    default void showsPagesFromEitherEndWithoutAGapOrARepetition() {
        AccountId account = someone();
        List<AuditRecord> inOrder = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Three share each time, so that pages end between events of one time.
            inOrder.add(keep(AuditRecords.anEvent().of(account).later(i / 3)));
        }
        inOrder.sort((one, other) -> one.position().compareTo(other.position()));
        List<AuditRecord> newestFirst = new ArrayList<>(inOrder);
        Collections.reverse(newestFirst);

        for (int limit = 1; limit <= 8; limit++) {
            assertThat(readInPages(of(account), Order.OLDEST_FIRST, limit)).isEqualTo(inOrder);
            assertThat(readInPages(of(account), Order.NEWEST_FIRST, limit)).isEqualTo(newestFirst);
        }
    }

    private List<AuditRecord> readInPages(AuditFilter filter, Order order, int limit) {
        List<AuditRecord> read = new ArrayList<>();
        List<AuditRecord> page = page(filter, order, null, limit);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            read.addAll(page);
            page = page(filter, order, page.get(page.size() - 1).position(), limit);
        }
        return read;
    }

    @Test
    default void ordersEventsOfOneTimeByTheBytesOfTheirIds() {
        AccountId account = someone();
        List<UUID> ids = Arrays.asList(
                UUID.fromString("80000000-0000-4000-8000-" + suffixOf(account)),
                UUID.fromString("7fffffff-ffff-4fff-8000-" + suffixOf(account)),
                UUID.fromString("7fffffff-ffff-4fff-7fff-" + suffixOf(account)));
        ids.forEach(id -> keep(AuditRecords.anEvent().of(account).withId(id).record()));

        assertThat(all(of(account))).extracting(AuditRecord::id).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(page(of(account), Order.NEWEST_FIRST, null, 2))
                .extracting(AuditRecord::id)
                .containsExactly(ids.get(0), ids.get(1));
    }

    private static String suffixOf(AccountId account) {
        return account.value().toString().substring(24);
    }

    @Test
    default void goesOnFromAPlaceWhateverIsAddedMeanwhile() {
        AccountId account = someone();
        AuditRecord oldest = keep(AuditRecords.anEvent().of(account).later(0));
        AuditRecord newest = keep(AuditRecords.anEvent().of(account).later(2));

        assertThat(page(of(account), Order.NEWEST_FIRST, null, 1)).containsExactly(newest);
        AuditRecord between = keep(AuditRecords.anEvent().of(account).later(1));
        AuditRecord newer = keep(AuditRecords.anEvent().of(account).later(3));

        assertThat(page(of(account), Order.NEWEST_FIRST, newest.position(), 10)).containsExactly(between, oldest);
        assertThat(page(of(account), Order.OLDEST_FIRST, newest.position(), 10)).containsExactly(newer);
    }

    @Test
    default void showsEventsFromATimeOnUntilBeforeAnother() {
        AccountId account = someone();
        AuditRecord first = keep(AuditRecords.anEvent().of(account).later(0));
        AuditRecord second = keep(AuditRecords.anEvent().of(account).later(1));
        AuditRecord third = keep(AuditRecords.anEvent().of(account).later(2));

        assertThat(all(new AuditFilter(second.occurredAt(), null, null, null, account, null, null)))
                .containsExactly(second, third);
        assertThat(all(new AuditFilter(null, second.occurredAt(), null, null, account, null, null)))
                .containsExactly(first);
        assertThat(all(new AuditFilter(second.occurredAt(), third.occurredAt(), null, null, account, null, null)))
                .containsExactly(second);
    }

    @Test
    default void showsWhatIsAskedForAndNothingElse() {
        AccountId account = someone();
        AuditRecord one = keep(AuditRecords.anEvent().of(account).later(0).from("192.0.2.7"));
        AuditRecord other = keep(AuditRecords.anEvent()
                .of(account)
                .later(1)
                .from("192.0.2.70")
                .withType("authn_login_fail")
                .withOutcome("refused"));

        assertThat(all(new AuditFilter(null, null, one.type(), null, account, null, null)))
                .containsExactly(one);
        assertThat(all(new AuditFilter(null, null, null, "refused", account, null, null)))
                .containsExactly(other);
        assertThat(all(new AuditFilter(null, null, null, null, null, one.session(), null)))
                .containsExactly(one);
        assertThat(all(new AuditFilter(null, null, null, null, account, null, "192.0.2.7")))
                .containsExactly(one);
        assertThat(all(new AuditFilter(null, null, one.type(), "refused", account, null, null)))
                .isEmpty();
        assertThat(all(new AuditFilter(null, null, null, null, null, new SessionId(UUID.randomUUID()), null)))
                .isEmpty();
    }

    @Test
    default void showsTheOutcomeOfAnAnnouncedAttemptAlone() {
        AccountId account = someone();
        AuditRecord announced = keep(AuditRecords.anEvent().of(account).later(0).withOutcome("unknown"));
        AuditRecord neverCompleted =
                keep(AuditRecords.anEvent().of(account).later(1).withOutcome("unknown"));

        assertThat(all(of(account))).containsExactly(announced, neverCompleted);

        AuditRecord outcome = keep(AuditRecords.anEvent().of(account).later(2).completing(announced));

        assertThat(all(of(account))).containsExactly(neverCompleted, outcome);
        assertThat(all(new AuditFilter(null, null, null, "unknown", account, null, null)))
                .containsExactly(neverCompleted);
        assertThat(all(new AuditFilter(null, outcome.occurredAt(), null, null, account, null, null)))
                .containsExactly(neverCompleted);
    }

    @Test
    default void knowsTheTimeThatEventsAreGiven() {
        Instant now = work().call(log()::now);

        assertThat(now).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(work().call(log()::now)).isAfterOrEqualTo(now);
    }
}

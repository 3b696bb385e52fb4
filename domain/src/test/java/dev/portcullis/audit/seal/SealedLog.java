package dev.portcullis.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.retention.InMemoryAuditPartitions;
import dev.portcullis.audit.seal.VerifyAuditLog.Finding;
import dev.portcullis.audit.seal.VerifyAuditLog.Report;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Broken;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Intact;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An audit log in which three seals cover three events each, and what its verification finds. */
abstract class SealedLog {
    static final int AT_ONCE = 3;

    final TickingClock clock = new TickingClock();
    final InMemoryDatabase database = new InMemoryDatabase();
    final InMemoryAuditWriter audit = new InMemoryAuditWriter(database, clock);
    final InMemorySealStore seals = new InMemorySealStore(database, audit);
    final InMemoryAuditPartitions months = new InMemoryAuditPartitions(database, audit);
    final FakeSealKey key = new FakeSealKey("key-1");
    final SealEvents sealEvents = new SealEvents(seals, key, database, AT_ONCE);

    SealedLog() {
        months.onDrop(seals::dropLeaves);
    }

    AuditRecord anEventOccurs() {
        AuditRecord event = AuditRecords.anEvent().at(audit.now()).record();
        audit.keep(event);
        clock.advance(Duration.ofSeconds(1));
        return event;
    }

    void sealAll() {
        while (sealEvents.execute().isPresent()) {
            // Until nothing is left.
        }
    }

    /** Three seals of three events each. */
    List<AuditRecord> nineSealedEvents() {
        List<AuditRecord> events = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            events.add(anEventOccurs());
        }
        clock.advance(Duration.ofMinutes(5));
        sealAll();
        assertThat(newest().number()).isEqualTo(3);
        return events;
    }

    /** The seal of a drop of all events, by somebody without the key. */
    void forgeADrop() {
        Seal forged = Seal.sign(
                new FakeSealKey("key-0"),
                newest().reference(),
                Seal.Kind.RETENTION,
                seal(1).from(),
                newest().until(),
                audit.records().size(),
                EventDigests.NONE.digest());
        database.run(() -> seals.insert(forged, EventDigests.NONE));
    }

    Seal newest() {
        return database.call(() -> seals.last()).orElseThrow();
    }

    Seal seal(long number) {
        return database.call(() -> seals.page(number - 1, 1)).get(0);
    }

    ApplyAuditRetention.Outcome keep(AuditRetention retention) {
        return new ApplyAuditRetention(months, new RetentionSeals(seals, key), retention, database).execute();
    }

    Report verify(@Nullable SealReference noted) {
        return new VerifyAuditLog(seals, key, database).execute(noted, (done, total) -> {});
    }

    Intact intact() {
        return (Intact) verify(null);
    }

    Broken broken(@Nullable SealReference noted) {
        return (Broken) verify(noted);
    }

    Broken broken() {
        return broken(null);
    }

    void assertFinds(Finding finding, AuditPosition at, long seal) {
        Broken broken = broken();
        assertThat(broken.finding()).isEqualTo(finding);
        assertThat(broken.at()).isEqualTo(at);
        assertThat(broken.seal()).isEqualTo(seal);
        assertThat(broken.sentence()).contains(at.id().toString());
    }

    void assertFinds(Finding finding, long seal) {
        Broken broken = broken();
        assertThat(broken.finding()).isEqualTo(finding);
        assertThat(broken.at()).isNull();
        assertThat(broken.seal()).isEqualTo(seal);
    }
}

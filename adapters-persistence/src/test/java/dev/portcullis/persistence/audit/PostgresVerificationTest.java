package dev.portcullis.persistence.audit;

import static dev.portcullis.audit.AuditEvents.signedIn;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditColumn;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.seal.FakeSealKey;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealReference;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.audit.seal.VerifyAuditLog.Finding;
import dev.portcullis.audit.seal.VerifyAuditLog.Report;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Broken;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Intact;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.database.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tampering by the owner of the database is detected. */
@QuarkusTest
class PostgresVerificationTest {
    private static final Instant MORNING = Instant.parse("2026-03-10T08:00:00Z");

    /** The smallest change of each column. */
    private static final Map<String, String> ONE_BYTE = Map.ofEntries(
            Map.entry(
                    "id",
                    "overlay(id::text placing case when right(id::text, 1) = '0' then '1' else '0' end from 36)::uuid"),
            Map.entry("occurred_at", "occurred_at + interval '1 microsecond'"),
            Map.entry("action", "'sign_iN'"),
            Map.entry("type", "'authn_login_succesS'"),
            Map.entry("outcome", "'refused'"),
            Map.entry("reason", "'stateD'"),
            Map.entry(
                    "account_id",
                    "overlay(account_id::text placing case when right(account_id::text, 1) = '0' then '1' else '0' end from 36)::uuid"),
            Map.entry(
                    "session_id",
                    "overlay(session_id::text placing case when right(session_id::text, 1) = '0' then '1' else '0' end from 36)::uuid"),
            Map.entry("login_hash", "'hasH'"),
            Map.entry("masked_login", "'a***@E***'"),
            Map.entry("client_address", "'192.0.2.8'"),
            Map.entry("user_agent", "null"),
            Map.entry("request_id", "'request-2'"),
            Map.entry("trace_id", "'4bf92f3577b34da6a3ce929d0e0e4737'"),
            Map.entry("replica", "'replica-2'"),
            Map.entry("attempt_id", "gen_random_uuid()"),
            Map.entry("count", "2"));

    @Inject
    SealStore seals;

    @Inject
    AuditWriter audit;

    @Inject
    Database database;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    private final FakeSealKey key = new FakeSealKey("key-1");
    private final List<AuditRecord> events = new ArrayList<>();

    /** Nine events, three days of three, each day sealed. */
    @BeforeEach
    void sealNineEvents() {
        EmptyLog.make(sql);
        events.clear();
        for (int day = 0; day < 3; day++) {
            for (int i = 0; i < 3; i++) {
                AuditRecord event = AuditRecords.anEvent()
                        .at(MORNING.plus(Duration.ofDays(31L * day)).plusSeconds(i))
                        .record();
                AuditEventRows.insert(sql, event);
                events.add(event);
            }
        }
        SealEvents sealEvents = new SealEvents(seals, key, work);
        while (sealEvents.execute().isPresent()) {
            // Until nothing is left.
        }
        assertThat(verify(null))
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.events()).isEqualTo(9));
    }

    @AfterEach
    void emptyTheLog() {
        EmptyLog.make(sql);
    }

    private Report verify(@Nullable SealReference noted) {
        return new VerifyAuditLog(seals, key, work).execute(noted, (done, total) -> {});
    }

    private Broken broken() {
        return (Broken) verify(null);
    }

    private void assertFinds(Finding finding, AuditRecord event) {
        Broken broken = broken();
        assertThat(broken.finding()).isEqualTo(finding);
        assertThat(broken.at()).isEqualTo(event.position());
        assertThat(broken.sentence()).contains(event.id().toString());
    }

    private void assertFinds(Finding finding, long seal) {
        Broken broken = broken();
        assertThat(broken.finding()).isEqualTo(finding);
        assertThat(broken.seal()).isEqualTo(seal);
    }

    private void change(String statement) {
        EmptyLog.change(sql, statement);
    }

    @Test
    void knowsAChangeOfEachColumn() {
        assertThat(sql.query("select column_name from information_schema.columns"
                        + " where table_schema = 'public' and table_name = 'audit_event'"))
                .extracting(row -> (String) row.get("column_name"))
                .containsExactlyInAnyOrderElementsOf(ONE_BYTE.keySet());
        assertThat(AuditColumn.values())
                .extracting(AuditColumn::columnName)
                .containsExactlyInAnyOrderElementsOf(ONE_BYTE.keySet());
    }

    @TestFactory
    Stream<DynamicTest> namesTheEventInWhichOneByteWasChanged() {
        return ONE_BYTE.entrySet().stream()
                .map(column -> DynamicTest.dynamicTest(column.getKey(), () -> {
                    sealNineEvents();
                    AuditRecord fifth = events.get(4);
                    change("update audit_event set " + column.getKey() + " = " + column.getValue() + " where id = '"
                            + fifth.id() + "'");

                    assertFinds(Finding.CHANGED, fifth);
                }));
    }

    @Test
    void namesTheFirstEventThatWasRemoved() {
        change("delete from audit_event where id in ('" + events.get(7).id() + "', '"
                + events.get(5).id() + "')");

        assertFinds(Finding.REMOVED, events.get(5));
    }

    @Test
    void namesTheEventThatWasPutIn() {
        AuditRecord added =
                AuditRecords.anEvent().at(events.get(4).occurredAt()).later(1).record();
        AuditEventRows.insert(sql, added);

        assertFinds(Finding.PUT_IN, added);
    }

    @Test
    void namesAnEventThatWasPutInBeforeTheFirstSeal() {
        AuditRecord added =
                AuditRecords.anEvent().at(Instant.parse("2020-01-01T00:00:00Z")).record();
        AuditEventRows.insert(sql, added);

        assertFinds(Finding.PUT_IN, added);
    }

    @Test
    void findsSealsThatChangedPlaces() {
        change("update audit_seal set number = case number when 1 then 102 else 101 end where number in (1, 2);"
                + " update audit_seal set number = number - 100 where number > 100");

        assertFinds(Finding.SEAL_CHANGED, 1);
    }

    @Test
    void findsLeavesThatWereChanged() {
        change("update audit_leaf set leaves = set_byte(leaves, 30, 255 - get_byte(leaves, 30)) where seal_number = 2");

        assertFinds(Finding.LEAVES_CHANGED, 2);
    }

    @Test
    void findsASealThatWasTakenFromTheMiddle() {
        change("delete from audit_seal where number = 2");

        assertFinds(Finding.SEAL_MISSING, 2);
    }

    @Test
    void findsThatTheEndWasCutOffByASealThatWasNotedElsewhere() {
        SealReference noted = work.call(() -> seals.last()).orElseThrow().reference();
        change("delete from audit_event where occurred_at >= (select starts_at from audit_seal where number = "
                + noted.number() + "); delete from audit_seal where number = " + noted.number());

        assertThat(verify(null)).isInstanceOf(Intact.class);
        assertThat(verify(noted)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.finding()).isEqualTo(Finding.SEAL_MISSING);
            assertThat(broken.seal()).isEqualTo(noted.number());
        });
    }

    @Test
    void findsASealThatWasMadeAnew() {
        change("update audit_seal set digest = sha256('forged'), signature = sha256('forged') where number = 2");

        assertFinds(Finding.SEAL_CHANGED, 2);
    }

    /** Seals cover aliases and not the logins that they stand for. */
    @Test
    void acceptsThatALoginIsForgotten() {
        AccountId account = new AccountId(UUID.randomUUID());
        AttemptedLogin login = new AttemptedLogin(UUID.randomUUID() + "@example.com", "b***@e***");
        work.run(() -> audit.record(signedIn(account, new SessionId(UUID.randomUUID()), login), aCaller()));
        assertThat(new SealEvents(new PostgresSealStore(database, Duration.ZERO), key, work).execute())
                .isPresent();

        work.run(() -> audit.forget(account, login));

        assertThat(verify(null))
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.events()).isEqualTo(10));
    }
}

package dev.portcullis.audit.reading;

import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.succeeded;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportAuditLogTest {
    private static final AccountId ACCOUNT = new AccountId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    private ScriptedAuditReader log = new ScriptedAuditReader(database, 3);
    private AuditAccess access = token -> Result.<Void>done().about(ACCOUNT, SESSION);

    private Result<AuditExport> export(AuditFilter filter) {
        return export(filter, () -> {});
    }

    private Result<AuditExport> export(AuditFilter filter, Runnable admission) {
        Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
        return new ExportAuditLog(access, log, database, auditor)
                .execute(new ExportAuditLog.Command(new BearerToken("token"), filter, aCaller(), admission));
    }

    private AuditExport granted(AuditFilter filter) {
        return export(filter).value();
    }

    private static AuditFilter until(Instant end) {
        return new AuditFilter(null, end, null, null, null, null, null);
    }

    private static List<AuditRecord> eventsOf(AuditExport export) {
        List<AuditRecord> events = new ArrayList<>();
        export.forEach(events::add);
        return events;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1000, 1001, 3000})
    void handsOverEachEventOnceAndTheOldestFirst(int count) {
        log = new ScriptedAuditReader(database, count);

        assertThat(eventsOf(granted(AuditFilter.ALL)))
                .containsExactlyElementsOf(IntStream.range(0, count)
                        .mapToObj(ScriptedAuditReader::event)
                        .toList());
        assertThat(log.largestPage).isLessThanOrEqualTo(AuditReader.PAGE);
    }

    @Test
    void isRefusedWithoutAPlaceOnlyToAnAuditor() {
        Runnable noPlace = () -> {
            throw new Overloaded(Duration.ofSeconds(5));
        };
        assertThatThrownBy(() -> export(AuditFilter.ALL, noPlace)).isInstanceOf(Overloaded.class);
        assertThat(audit.last()).isEqualTo(refused(AuditAction.READ_AUDIT, "excess_rate_limit_exceeded", "overloaded"));

        access = token -> Result.refused(Reason.NOT_AUTHENTICATED);

        assertThat(export(AuditFilter.ALL, noPlace).isRefusedWith(Reason.NOT_AUTHENTICATED))
                .isTrue();
    }

    @Test
    void recordsTheExportBeforeTheFirstEventIsRead() {
        AuditExport export = granted(AuditFilter.ALL);

        assertThat(log.filters).isEmpty();
        assertThat(audit.events())
                .containsExactly(succeeded(AuditAction.READ_AUDIT, "sensitive_read", "export", ACCOUNT, SESSION));
        assertThat(eventsOf(export)).hasSize(3);
        assertThat(audit.events()).hasSize(1);
    }

    @Test
    void isInNoUnitOfWorkWhileAnEventIsSent() {
        granted(AuditFilter.ALL).forEach(event -> database.requireNoUnitOfWork());

        assertThat(log.filters).hasSize(1);
    }

    @Test
    void endsAlthoughTheLogGoesOn() {
        log = new ScriptedAuditReader(database, 1000);
        AuditExport export = granted(AuditFilter.ALL);
        List<AuditRecord> events = new ArrayList<>();

        export.forEach(event -> {
            events.add(event);
            log.add();
        });

        assertThat(events).hasSize(1000);
    }

    @Test
    void takesTheEarlierOfTheFiltersEndAndNow() {
        Instant early = ScriptedAuditReader.FIRST.plusSeconds(1);

        assertThat(eventsOf(granted(until(early)))).hasSize(1);
        assertThat(eventsOf(granted(until(early.plusSeconds(60))))).hasSize(3);

        assertThat(log.filters)
                .extracting(AuditFilter::until)
                .containsExactly(early, ScriptedAuditReader.FIRST.plusSeconds(3));
    }

    @Test
    void stopsWhenTheSinkFails() {
        AuditExport export = granted(AuditFilter.ALL);

        assertThatThrownBy(() -> export.forEach(event -> {
                    throw new IllegalStateException("gone");
                }))
                .hasMessage("gone");
    }

    @Test
    void refusesOthersThanAuditorsAndRecordsThat() {
        access = token -> Result.<Void>refused(Reason.NOT_ALLOWED).about(ACCOUNT);
        Result<AuditExport> forbidden = export(AuditFilter.ALL);
        assertThat(forbidden.isRefusedWith(Reason.NOT_ALLOWED)).isTrue();
        assertThat(forbidden.subject().account()).isEqualTo(ACCOUNT);

        access = token -> Result.refused(Reason.NOT_AUTHENTICATED);
        assertThat(export(AuditFilter.ALL).isRefusedWith(Reason.NOT_AUTHENTICATED))
                .isTrue();

        assertThat(audit.events())
                .containsExactly(
                        refused(AuditAction.READ_AUDIT, "authz_fail", "not_allowed", ACCOUNT, null, null),
                        refused(AuditAction.READ_AUDIT, "authz_fail", "not_authenticated"));
    }

    @Test
    void failsWhenItCannotBeRecorded() {
        audit.becomeUnavailable();

        assertThatThrownBy(() -> export(AuditFilter.ALL)).isInstanceOf(AuditUnavailable.class);
    }
}

package dev.portcullis.audit;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.ExportAuditLog.Outcome;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.SessionId;
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
    private final InMemoryAuditWriter trail = new InMemoryAuditWriter(database);
    private ScriptedAuditReader log = new ScriptedAuditReader(database, 3);
    private AuditAccess auditors = (token, belongings) -> new AuditAccess.Answer.Admitted(ACCOUNT, SESSION);

    private Outcome export(AuditFilter filter) {
        Attempts attempts = new Attempts(trail, database, WhenUnavailable.REFUSE);
        return new ExportAuditLog(auditors, log, database, attempts)
                .execute(new ExportAuditLog.Command(new BearerToken("token"), filter, aCaller()));
    }

    private AuditExport granted(AuditFilter filter) {
        return ((Outcome.Granted) export(filter)).export();
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
        assertThat(log.largestPage).isLessThanOrEqualTo(AuditExport.PAGE);
    }

    @Test
    void leavesTheEventThatTellsOfItBeforeTheFirstEventLeaves() {
        AuditExport export = granted(AuditFilter.ALL);

        assertThat(log.filters).isEmpty();
        assertThat(trail.events()).containsExactly(new AuditEvent.AuditRead(ACCOUNT, SESSION, "export"));
        assertThat(eventsOf(export)).hasSize(3);
        assertThat(trail.events()).hasSize(1);
    }

    @Test
    void holdsNothingWhileAnEventIsOnItsWay() {
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
    void isNotForWhoIsNoAuditorAndLeavesAnEvent() {
        auditors = (token, belongings) -> new AuditAccess.Answer.NotAllowed(ACCOUNT);
        assertThat(export(AuditFilter.ALL)).isEqualTo(new Outcome.Forbidden(ACCOUNT));

        auditors = (token, belongings) -> new AuditAccess.Answer.NotAuthenticated();
        assertThat(export(AuditFilter.ALL)).isEqualTo(new Outcome.NotAuthenticated());

        assertThat(trail.events())
                .containsExactly(
                        new AuditEvent.AuditReadRefused(ACCOUNT, "not_allowed"),
                        new AuditEvent.AuditReadRefused(null, "not_authenticated"));
    }

    @Test
    void isNotGrantedWhenItCannotBeRecorded() {
        trail.becomeUnavailable();

        assertThatThrownBy(() -> export(AuditFilter.ALL)).isInstanceOf(AuditUnavailable.class);
    }
}

package dev.portcullis.audit;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditReader.Order;
import dev.portcullis.audit.ReadAuditLog.Outcome;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.SessionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAuditLogTest {
    private static final AccountId ACCOUNT = new AccountId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());
    private static final AuditAccess.Answer ADMITTED = new AuditAccess.Answer.Admitted(ACCOUNT, SESSION);

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter trail = new InMemoryAuditWriter(database);
    private final ScriptedAuditReader log = new ScriptedAuditReader(database, 5);
    private AuditAccess auditors = (token, belongings) -> ADMITTED;

    private static ReadAuditLog.Command command(Order order, @Nullable AuditPosition after, int limit) {
        return new ReadAuditLog.Command(new BearerToken("token"), AuditFilter.ALL, order, after, limit, aCaller());
    }

    private Outcome read(Order order, @Nullable AuditPosition after, int limit) {
        Attempts attempts = new Attempts(trail, database, WhenUnavailable.REFUSE);
        return new ReadAuditLog(auditors, log, database, attempts).execute(command(order, after, limit));
    }

    @Test
    void leadsFromPageToPageAndSaysWhichIsTheLast() {
        Outcome.Page first = (Outcome.Page) read(Order.NEWEST_FIRST, null, 2);
        Outcome.Page second = (Outcome.Page) read(Order.NEWEST_FIRST, first.next(), 2);
        Outcome.Page third = (Outcome.Page) read(Order.NEWEST_FIRST, second.next(), 2);

        assertThat(first.events()).containsExactly(ScriptedAuditReader.event(4), ScriptedAuditReader.event(3));
        assertThat(second.events()).containsExactly(ScriptedAuditReader.event(2), ScriptedAuditReader.event(1));
        assertThat(third.events()).containsExactly(ScriptedAuditReader.event(0));
        assertThat(third.next()).isNull();
    }

    @Test
    void knowsAFullPageThatIsTheLast() {
        Outcome.Page page = (Outcome.Page) read(Order.OLDEST_FIRST, null, 5);

        assertThat(page.events()).hasSize(5);
        assertThat(page.next()).isNull();
    }

    @Test
    void leavesAnEventThatTellsWhoRead() {
        assertThat(read(Order.NEWEST_FIRST, null, 2)).isInstanceOf(Outcome.Page.class);

        assertThat(trail.events()).containsExactly(new AuditEvent.AuditRead(ACCOUNT, SESSION, "page"));
    }

    @Test
    void showsNothingToWhoIsNoAuditorAndLeavesAnEvent() {
        auditors = (token, belongings) -> new AuditAccess.Answer.NotAllowed(ACCOUNT);
        assertThat(read(Order.NEWEST_FIRST, null, 2)).isEqualTo(new Outcome.Forbidden(ACCOUNT));

        auditors = (token, belongings) -> new AuditAccess.Answer.NotAuthenticated();
        assertThat(read(Order.NEWEST_FIRST, null, 2)).isEqualTo(new Outcome.NotAuthenticated());

        assertThat(log.filters).isEmpty();
        assertThat(trail.events())
                .containsExactly(
                        new AuditEvent.AuditReadRefused(ACCOUNT, "not_allowed"),
                        new AuditEvent.AuditReadRefused(null, "not_authenticated"));
    }

    @Test
    void asksForThePermissionOutsideOfAnyUnitOfWork() {
        auditors = (token, belongings) -> {
            database.requireNoUnitOfWork();
            return ADMITTED;
        };

        assertThat(read(Order.NEWEST_FIRST, null, 2)).isInstanceOf(Outcome.Page.class);
    }

    @Test
    void showsNothingThatCannotBeRecorded() {
        trail.becomeUnavailable();

        assertThatThrownBy(() -> read(Order.NEWEST_FIRST, null, 2)).isInstanceOf(AuditUnavailable.class);
    }

    @Test
    void leavesAnEventOfAReadingThatFailed() {
        auditors = (token, belongings) -> {
            throw new IllegalStateException("bug");
        };

        assertThatThrownBy(() -> read(Order.NEWEST_FIRST, null, 2)).hasMessage("bug");

        assertThat(trail.events())
                .containsExactly(new AuditEvent.AttemptFailed(AuditEvent.Action.READ_AUDIT, null, "fault"));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 1001, Integer.MAX_VALUE})
    void hasPagesOfOneToAThousandEvents(int limit) {
        assertThatThrownBy(() -> command(Order.NEWEST_FIRST, null, limit)).isInstanceOf(IllegalArgumentException.class);
    }
}

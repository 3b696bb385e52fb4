package dev.portcullis.persistence.audit;

import static dev.portcullis.audit.AuditEvents.attempted;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.AuditWriterContract;
import dev.portcullis.audit.Replica;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.RequestId;
import dev.portcullis.caller.TraceId;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.database.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PostgresAuditWriterTest implements AuditWriterContract {
    private static final TraceId TRACE = new TraceId("4bf92f3577b34da6a3ce929d0e0e4736");
    private static final AttemptedLogin LOGIN = new AttemptedLogin("ada@example.com", "a***@e***");

    @Inject
    AuditWriter audit;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    @Inject
    Database database;

    @Inject
    TransactionSynchronizationRegistry transaction;

    private final AccountId account = new AccountId(UUID.randomUUID());
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final String requestId = UUID.randomUUID().toString();

    @Override
    public AuditWriter audit() {
        return audit;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public List<String> typesKeptOf(RequestId request) {
        return sql
                .query("select type from audit_event where request_id = '" + request + "' order by occurred_at, id")
                .stream()
                .map(row -> String.valueOf(row.get("type")))
                .toList();
    }

    @Inject
    AuditReader reader;

    @Override
    public List<@Nullable String> maskedLoginsOf(RequestId request) {
        return shown(request.value()).map(AuditRecord::maskedLogin).toList();
    }

    @Override
    public List<String> aliasesOf(RequestId request) {
        return shown(request.value()).map(AuditRecord::login).toList();
    }

    /** As readers of the log see the events. */
    private Stream<AuditRecord> shown(String request) {
        List<AuditRecord> newest =
                work.call(() -> reader.page(AuditFilter.ALL, AuditReader.Order.NEWEST_FIRST, null, 200));
        return newest.stream()
                .filter(event -> event.requestId().equals(request))
                .sorted(Comparator.comparing(AuditRecord::position));
    }

    private CallerContext callerNamed(String userAgent) {
        return new CallerContext(
                new ClientAddress("192.0.2.7"), userAgent, new RequestId(requestId), TRACE, Locale.ENGLISH);
    }

    private void record(AuditEvent event, String userAgent) {
        work.run(() -> audit.record(event, callerNamed(userAgent)));
    }

    private AuditEvent refreshRefused(String reason) {
        return refused(AuditAction.REFRESH, "authn_login_fail", reason, account, session, null);
    }

    private static AuditEvent signInRefused(@Nullable AccountId account, String reason) {
        return refused(AuditAction.SIGN_IN, "authn_login_fail", reason, account, null, LOGIN);
    }

    private static AuditEvent rateLimited(String reason) {
        return refused(AuditAction.SIGN_IN, "excess_rate_limit_exceeded", reason);
    }

    private List<Map<String, Object>> recorded() {
        return sql.query("select * from audit_event where request_id = '" + requestId + "' order by occurred_at, id");
    }

    @Test
    void keepsAllThatAnEventAndItsCallerTell() {
        Timestamp before =
                (Timestamp) sql.query("select clock_timestamp() as t").get(0).get("t");

        record(signedIn(account, session, LOGIN), "test/1");

        assertThat(recorded()).singleElement().satisfies(row -> {
            assertThat(row)
                    .containsEntry("type", "authn_login_success")
                    .containsEntry("outcome", "success")
                    .containsEntry("reason", null)
                    .containsEntry("account_id", account.value())
                    .containsEntry("session_id", session.value())
                    .containsEntry("masked_login", null)
                    .containsEntry("client_address", "192.0.2.7")
                    .containsEntry("user_agent", "test/1")
                    .containsEntry("request_id", requestId)
                    .containsEntry("trace_id", TRACE.value())
                    .containsEntry("replica", "replica-1")
                    .containsEntry("action", "sign_in")
                    .containsEntry("attempt_id", null);
            assertThat(((UUID) row.get("id")).version()).isEqualTo(7);
            assertThat((Timestamp) row.get("occurred_at")).isAfterOrEqualTo(before);
        });
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        record(AuditEvents.refreshRefused(), "");

        assertThat(recorded())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("outcome", "refused")
                        .containsEntry("reason", "not_genuine")
                        .containsEntry("account_id", null)
                        .containsEntry("session_id", null)
                        .containsEntry("masked_login", null)
                        .containsEntry("user_agent", null));
    }

    @Test
    void namesALoginByAnAliasThatDoesNotFollowFromIt() {
        record(signInRefused(null, "unknown_login"), "");
        record(signInRefused(account, "wrong_password"), "");

        List<String> aliases = aliasesOf(new RequestId(requestId));
        assertThat(aliases).hasSize(2).allMatch(alias -> alias.matches("[0-9a-f]{32}"));
        assertThat(aliases.get(0)).isEqualTo(aliases.get(1)).isNotEqualTo("3e3417d7ef773593aa6734b916515ed5");
        assertThat(maskedLoginsOf(new RequestId(requestId))).containsExactly("a***@e***", "a***@e***");
    }

    @Test
    void showsNoMaskedLoginThatWasChanged() {
        AttemptedLogin login = new AttemptedLogin(UUID.randomUUID() + "@example.com", "b***@e***");
        record(refused(AuditAction.SIGN_IN, "authn_login_fail", "unknown_login", null, null, login), "");
        String alias = aliasesOf(new RequestId(requestId)).get(0);

        sql.execute("update audit_login set masked = 'c***@e***' where alias = '" + alias + "'");

        assertThat(maskedLoginsOf(new RequestId(requestId))).containsExactly((String) null);
    }

    @Test
    void forgetsNoLoginInEventsOfEarlierVersions() {
        EmptyLog.make(sql);
        AttemptedLogin login = new AttemptedLogin(UUID.randomUUID() + "@example.com", "b***@e***");
        AuditRecord early = AuditRecords.anEvent().record();
        AuditEventRows.insert(sql, early);
        record(signedIn(account, session, login), "test/1");
        work.run(() -> audit.forget(account, login));

        assertThat(maskedLoginsOf(new RequestId(requestId))).containsExactly((String) null);
        assertThat(shown(early.requestId()).map(AuditRecord::maskedLogin)).containsExactly(early.maskedLogin());
        EmptyLog.make(sql);
    }

    @Test
    void pointsFromTheOutcomeToTheAttemptThatWasAnnounced() {
        CallerContext caller = callerNamed("test/1");
        UUID attempt = audit.commit(attempted(AuditAction.SIGN_IN, LOGIN), caller, null);
        work.run(() -> audit.complete(attempt, signedIn(account, session, LOGIN), caller));

        assertThat(recorded()).extracting(row -> row.get("outcome")).containsExactly("unknown", "success");
        assertThat(recorded()).extracting(row -> row.get("attempt_id")).containsExactly(null, attempt);
        assertThat(recorded().get(0)).containsEntry("id", attempt);
    }

    @Test
    void tellsOfAnEventWhenItIsCommittedAndNotBefore() {
        AuditTestWiring.TOLD.clear();
        work.run(() -> {
            audit.record(refreshRefused("ended"), callerNamed("test/1"));
            assertThat(AuditTestWiring.TOLD).isEmpty();
        });

        assertThat(AuditTestWiring.TOLD).singleElement().satisfies(told -> {
            Map<String, Object> row = recorded().get(0);
            assertThat(told.id()).isEqualTo(row.get("id"));
            assertThat(told.occurredAt()).isEqualTo(((Timestamp) row.get("occurred_at")).toInstant());
            assertThat(told.account()).isEqualTo(account);
        });

        AuditTestWiring.TOLD.clear();
        assertThatThrownBy(() -> work.run(() -> {
                    audit.record(refreshRefused("ended"), callerNamed("test/1"));
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
        assertThat(AuditTestWiring.TOLD).isEmpty();
    }

    @Test
    void takesTheChangeBackWithAnEventThatCannotBeKept() {
        AuditEvent tooLong = refreshRefused("r".repeat(65));

        assertThatThrownBy(() -> work.run(() -> audit.record(tooLong, callerNamed("test/1"))))
                .isInstanceOf(AuditUnavailable.class);

        assertThat(recorded()).isEmpty();
    }

    @Test
    void tellsOfAnEventThatIsCommittedAlone() {
        AuditTestWiring.TOLD.clear();

        UUID id = audit.commit(refreshRefused("ended"), callerNamed("test/1"), null);

        assertThat(AuditTestWiring.TOLD).extracting(AuditRecord::id).containsExactly(id);
        assertThat(recorded()).extracting(row -> row.get("id")).containsExactly(id);
    }

    @Test
    void doesNotTellOfAnEventThatCannotBeCommitted() {
        AuditTestWiring.TOLD.clear();
        AuditEvent tooLong = refreshRefused("r".repeat(65));

        assertThatThrownBy(() -> audit.commit(tooLong, callerNamed("test/1"), null))
                .isInstanceOf(AuditUnavailable.class);

        assertThat(AuditTestWiring.TOLD).isEmpty();
        assertThat(recorded()).isEmpty();
    }

    @Test
    void goesOnWithoutAnEventThatCannotBeKeptWhereTheOperatorWantsThat() {
        AuditWriter lenient = new PostgresAuditWriter(
                database,
                transaction,
                UUID::randomUUID,
                login -> new UUID(0, 0),
                new Replica("replica-1"),
                FailurePolicy.FAIL_OPEN,
                AuditTestWiring.TOLD::add);
        AuditEvent tooLong = refreshRefused("r".repeat(65));
        AuditTestWiring.TOLD.clear();

        work.run(() -> {
            lenient.record(refreshRefused("ended"), callerNamed("test/1"));
            lenient.record(tooLong, callerNamed("test/1"));
            lenient.record(refreshRefused("expired"), callerNamed("test/1"));
        });

        assertThat(recorded()).extracting(row -> row.get("reason")).containsExactly("ended", "expired");
        assertThat(AuditTestWiring.TOLD).hasSize(2);
    }

    @Test
    void keepsTheOrderInWhichEventsAreRecordedInOneUnitOfWork() {
        work.run(() -> {
            for (int i = 0; i < 50; i++) {
                audit.record(rateLimited("r" + i), callerNamed("test/1"));
            }
        });

        List<Map<String, Object>> byTime = recorded();
        assertThat(byTime)
                .extracting(row -> row.get("reason"))
                .startsWith("r0", "r1", "r2")
                .endsWith("r49");
        assertThat(byTime).extracting(row -> row.get("id").toString()).isSorted();
    }

    @Test
    void takesAnEventBackWithTheUnitOfWorkItBelongsTo() {
        assertThatThrownBy(() -> work.run(() -> {
                    audit.record(rateLimited("too_many_attempts"), callerNamed("test/1"));
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");

        assertThat(recorded()).isEmpty();
    }

    @Test
    void keepsAnEventWhateverTheCallerCallsItsProgram() {
        record(rateLimited("too_many_attempts"), "evil\u0000\r\n2026 authn_login_success\u2028\uD800end");

        assertThat(recorded())
                .extracting(row -> row.get("user_agent"))
                .containsExactly("evil\uFFFD\uFFFD\uFFFD2026 authn_login_success\uFFFD\uFFFDend");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set reason = 'nothing'",
                "update <month> set reason = 'nothing'",
                "delete from audit_event",
                "delete from <month>",
                "truncate <month>",
                "truncate audit_event",
                "truncate audit_event_default",
                "insert into audit_event select * from audit_event on conflict (occurred_at, id) do update set type = 'x'"
            })
    void refusesToChangeOrRemoveAnEvent(String statement) {
        record(rateLimited("too_many_attempts"), "test/1");
        List<Map<String, Object>> before = recorded();
        String month =
                (String) sql.query("select tableoid::regclass::text as month from audit_event where request_id = '"
                                + requestId + "'")
                        .get(0)
                        .get("month");

        assertThatThrownBy(() -> sql.execute(statement.replace("<month>", month)))
                .hasMessageContaining("append-only");

        assertThat(recorded()).isEqualTo(before);
    }
}

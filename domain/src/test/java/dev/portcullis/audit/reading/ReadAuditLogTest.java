package dev.portcullis.audit.reading;

import static dev.portcullis.audit.AuditEvents.failed;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.succeeded;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.audit.reading.AuditReader.Order;
import dev.portcullis.audit.reading.ReadAuditLog.Page;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAuditLogTest {
    private static final AccountId ACCOUNT = new AccountId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());
    private static final Result<Void> ADMITTED = Result.<Void>done().about(ACCOUNT, SESSION);

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    private final ScriptedAuditReader log = new ScriptedAuditReader(database, 5);
    private final Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
    private AuditAccess access = token -> ADMITTED;

    private static ReadAuditLog.Command command(Order order, @Nullable AuditPosition after, int limit) {
        return new ReadAuditLog.Command(new BearerToken("token"), AuditFilter.ALL, order, after, limit, aCaller());
    }

    private Result<Page> read(Order order, @Nullable AuditPosition after, int limit) {
        return new ReadAuditLog(access, log, auditor).execute(command(order, after, limit));
    }

    @Test
    void pagesThroughTheLogAndMarksTheLastPage() {
        Page first = read(Order.NEWEST_FIRST, null, 2).value();
        Page second = read(Order.NEWEST_FIRST, first.next(), 2).value();
        Page third = read(Order.NEWEST_FIRST, second.next(), 2).value();

        assertThat(first.events()).containsExactly(ScriptedAuditReader.event(4), ScriptedAuditReader.event(3));
        assertThat(second.events()).containsExactly(ScriptedAuditReader.event(2), ScriptedAuditReader.event(1));
        assertThat(third.events()).containsExactly(ScriptedAuditReader.event(0));
        assertThat(third.next()).isNull();
    }

    @Test
    void recognizesAFullPageThatIsTheLast() {
        Page page = read(Order.OLDEST_FIRST, null, 5).value();

        assertThat(page.events()).hasSize(5);
        assertThat(page.next()).isNull();
    }

    @Test
    void recordsWhoReadTheLog() {
        assertThat(read(Order.NEWEST_FIRST, null, 2).isRefused()).isFalse();

        assertThat(audit.events())
                .containsExactly(succeeded(AuditAction.READ_AUDIT, "sensitive_read", "page", ACCOUNT, SESSION));
    }

    @Test
    void refusesOthersThanAuditorsAndRecordsThat() {
        access = token -> Result.<Void>refused(Reason.NOT_ALLOWED).about(ACCOUNT);
        Result<Page> forbidden = read(Order.NEWEST_FIRST, null, 2);
        assertThat(forbidden.isRefusedWith(Reason.NOT_ALLOWED)).isTrue();
        assertThat(forbidden.subject().account()).isEqualTo(ACCOUNT);

        access = token -> Result.refused(Reason.NOT_AUTHENTICATED);
        assertThat(read(Order.NEWEST_FIRST, null, 2).isRefusedWith(Reason.NOT_AUTHENTICATED))
                .isTrue();

        assertThat(log.filters).isEmpty();
        assertThat(audit.events())
                .containsExactly(
                        refused(AuditAction.READ_AUDIT, "authz_fail", "not_allowed", ACCOUNT, null, null),
                        refused(AuditAction.READ_AUDIT, "authz_fail", "not_authenticated"));
    }

    @Test
    void countsCallersWhomTheProviderDoesNotIdentify() {
        access = token -> Result.refused(Reason.PROVIDER_REJECTED);

        for (int i = 0; i < 3; i++) {
            assertThat(read(Order.NEWEST_FIRST, null, 2).isRefusedWith(Reason.PROVIDER_REJECTED))
                    .isTrue();
        }

        assertThat(audit.events()).containsExactly(refused(AuditAction.READ_AUDIT, "authz_fail", "rejected_upstream"));
    }

    @Test
    void checksThePermissionOutsideAnyUnitOfWork() {
        access = token -> {
            database.requireNoUnitOfWork();
            return ADMITTED;
        };

        assertThat(read(Order.NEWEST_FIRST, null, 2).isRefused()).isFalse();
    }

    @Test
    void failsWhenItCannotBeRecorded() {
        audit.becomeUnavailable();

        assertThatThrownBy(() -> read(Order.NEWEST_FIRST, null, 2)).isInstanceOf(AuditUnavailable.class);
    }

    @Test
    void recordsAFault() {
        access = token -> {
            throw new IllegalStateException("bug");
        };

        assertThatThrownBy(() -> read(Order.NEWEST_FIRST, null, 2)).hasMessage("bug");

        assertThat(audit.events()).containsExactly(failed(AuditAction.READ_AUDIT, "authz_fail", "fault", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 1001, Integer.MAX_VALUE})
    void hasPagesOfOneToAThousandEvents(int limit) {
        assertThatThrownBy(() -> command(Order.NEWEST_FIRST, null, limit)).isInstanceOf(IllegalArgumentException.class);
    }
}

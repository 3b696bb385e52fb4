package dev.portcullis.persistence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.housekeeping.ExpiredData;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.Together;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Long before all that other tests leave, so that each finds its own alone. */
@QuarkusTest
class PostgresExpiredDataTest {
    private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant CUT = LONG_AGO.plusSeconds(1_000);
    private static final Instant BEFORE = CUT.minusSeconds(1);

    @Inject
    ExpiredData leftovers;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    @BeforeEach
    void removeWhatOthersLeft() {
        sql.execute("delete from account where created_at < '2002-01-01'");
    }

    private UUID account(boolean verified, boolean disabled, Instant createdAt, Instant chosenAt) {
        UUID id = UUID.randomUUID();
        sql.execute(("insert into account (id, email, display_name, email_verified, groups, registration, created_at,"
                        + " disabled) values ('%1$s', '%1$s@example.com', 'Ada', %2$s, '{}', 1, '%3$s', %4$s);"
                        + " insert into credential values ('%1$s', '$hash', '%5$s');"
                        + " insert into email_verification (account_id, tries) values ('%1$s', 0);"
                        + " insert into verification_mail values ('%1$s', 1, 'en', 0, '%3$s', '2999-01-01');"
                        + " insert into mail_outbox values"
                        + " ('%1$s', 'VERIFICATION_CODE', 'en', 0, '%3$s', '2999-01-01', null)")
                .formatted(id, verified, createdAt, disabled, chosenAt));
        return id;
    }

    private UUID session(UUID account, Instant advancedAt, Instant expiresAt, String ended) {
        UUID id = UUID.randomUUID();
        sql.execute(("insert into session values ('%s', '%s', 1, 0, false, '%s', '%s', '%s', %s)")
                .formatted(id, account, LONG_AGO, advancedAt, expiresAt, ended));
        return id;
    }

    private boolean has(String table, UUID id) {
        return !sql.query("select 1 from " + table + " where id = '" + id + "'").isEmpty();
    }

    private int remove(int limit) {
        return work.call(() -> leftovers.removeUnverifiedAccounts(CUT, limit));
    }

    @Test
    void removesSessionsThatWereOverLongEnough() {
        UUID account = account(true, false, LONG_AGO, LONG_AGO);
        Instant never = Instant.parse("2999-01-01T00:00:00Z");
        UUID ended = session(account, LONG_AGO, never, "'" + BEFORE + "', 'SIGNED_OUT'");
        UUID expired = session(account, LONG_AGO, BEFORE, "null, null");
        UUID endedLater = session(account, LONG_AGO, never, "'" + CUT + "', 'SIGNED_OUT'");
        UUID live = session(account, LONG_AGO, never, "null, null");

        assertThat(work.call(() -> leftovers.removeSessions(CUT, 1))).isEqualTo(1);
        assertThat(work.call(() -> leftovers.removeSessions(CUT, 10))).isEqualTo(1);

        assertThat(has("session", ended)).isFalse();
        assertThat(has("session", expired)).isFalse();
        assertThat(has("session", endedLater)).isTrue();
        assertThat(has("session", live)).isTrue();
    }

    @Test
    void countsASessionThatEndedAndExpiredOnce() {
        UUID account = account(true, false, LONG_AGO, LONG_AGO);
        UUID both = session(account, LONG_AGO, LONG_AGO, "'" + LONG_AGO + "', 'SIGNED_OUT'");
        UUID expired = session(account, LONG_AGO, BEFORE, "null, null");

        assertThat(work.call(() -> leftovers.removeSessions(CUT, 2))).isEqualTo(2);

        assertThat(has("session", both)).isFalse();
        assertThat(has("session", expired)).isFalse();
    }

    @Test
    void removesUnverifiedAccountsWithAllThatIsTheirsAndLeavesTheirEvents() {
        UUID abandoned = account(false, false, LONG_AGO, BEFORE);
        UUID over = session(abandoned, LONG_AGO, LONG_AGO, "null, null");
        sql.execute("insert into notice_mail values ('" + abandoned + "', 'PASSWORD_CHANGED', 'en', 0, '" + LONG_AGO
                + "', null)");
        UUID event = UUID.randomUUID();
        sql.execute(
                "insert into audit_event (id, action, type, outcome, account_id, client_address, request_id, replica)"
                        + " values ('" + event + "', 'sign_up', 'user_created', 'success', '" + abandoned
                        + "', '192.0.2.7', 'r', 'r')");

        assertThat(remove(10)).isEqualTo(1);

        assertThat(has("account", abandoned)).isFalse();
        assertThat(has("session", over)).isFalse();
        for (String table : new String[] {
            "credential",
            "email_verification",
            "mailed_code",
            "mail_outbox",
            "verification_mail",
            "notice_mail",
            "session"
        }) {
            assertThat(sql.query("select 1 from " + table + " where account_id = '" + abandoned + "'"))
                    .as(table)
                    .isEmpty();
        }
        assertThat(has("audit_event", event)).isTrue();
    }

    @Test
    void keepsAccountsThatSomebodyMayStillWant() {
        UUID verified = account(true, false, LONG_AGO, LONG_AGO);
        UUID disabled = account(false, true, LONG_AGO, LONG_AGO);
        UUID takenOver = account(false, false, LONG_AGO, CUT);
        UUID inUse = account(false, false, LONG_AGO, LONG_AGO);
        UUID live = session(inUse, CUT, CUT.plusSeconds(1), "null, null");
        UUID signedOut = account(false, false, LONG_AGO, LONG_AGO);
        UUID ended = session(signedOut, CUT, CUT.plusSeconds(1), "'" + CUT + "', 'SIGNED_OUT'");

        assertThat(remove(10)).isEqualTo(1);

        assertThat(has("account", signedOut)).isFalse();
        assertThat(has("session", ended)).isFalse();
        assertThat(has("session", live)).isTrue();
        for (UUID kept : new UUID[] {verified, disabled, takenOver, inUse}) {
            assertThat(has("account", kept)).isTrue();
        }
    }

    @Test
    void passesOverAnAccountThatSomebodyHolds() {
        UUID held = account(false, false, LONG_AGO, LONG_AGO);
        UUID free = account(false, false, LONG_AGO, LONG_AGO);

        work.run(() -> {
            assertThat(remove(1)).isEqualTo(1);
            Together.run(() -> assertThat(remove(10)).isEqualTo(1));
        });

        assertThat(has("account", held)).isFalse();
        assertThat(has("account", free)).isFalse();
    }

    @Test
    void deletesMailsThatAreCompleted() {
        UUID account = account(true, false, LONG_AGO, LONG_AGO);
        sql.execute("insert into mail_outbox values ('" + account + "', 'PASSWORD_CHANGED', 'en', 0, '" + BEFORE
                + "', null), ('" + account + "', 'SIGN_UP_ATTEMPTED', 'en', 0, '" + BEFORE + "', '2999-01-01')");

        assertThat(work.call(() -> leftovers.removeMails(CUT, 10))).isEqualTo(1);

        assertThat(sql.query("select kind from mail_outbox where account_id = '" + account + "' order by kind"))
                .extracting(row -> row.get("kind"))
                .containsExactly("SIGN_UP_ATTEMPTED", "VERIFICATION_CODE");
    }

    @Test
    void deletesCodesThatWereMailedLongAgo() {
        UUID account = account(true, false, LONG_AGO, LONG_AGO);
        sql.execute("insert into mailed_code (account_id, kind, changed_at) values ('" + account + "', 'A', '" + BEFORE
                + "'), ('" + account + "', 'B', '" + CUT + "')");

        assertThat(work.call(() -> leftovers.removeMails(CUT, 10))).isEqualTo(1);

        assertThat(sql.query("select kind from mailed_code where account_id = '" + account + "'"))
                .extracting(row -> row.get("kind"))
                .containsExactly("B");
    }

    @Test
    void deletesRequestsForMailsThatNoVersionResolved() {
        sql.execute("insert into mail_request values ('ada@example.com', 'OF_TOMORROW', 'en', '" + BEFORE
                + "'), ('bob@example.com', 'OF_TOMORROW', 'en', '" + BEFORE
                + "'), ('eve@example.com', 'OF_TOMORROW', 'en', '"
                + CUT + "')");

        assertThat(work.call(() -> leftovers.removeMails(CUT, 1))).isEqualTo(1);
        assertThat(work.call(() -> leftovers.removeMails(CUT, 10))).isEqualTo(1);

        assertThat(sql.query("select address from mail_request"))
                .extracting(row -> row.get("address"))
                .containsExactly("eve@example.com");
        sql.execute("delete from mail_request");
    }

    private UUID emailChange(UUID account, String status, Instant since) {
        UUID id = UUID.randomUUID();
        sql.execute(
                ("insert into email_change (account_id, id, session_id, old_email, new_email, status, since, owner_told,"
                                + " cancellation, tries, session_tries) values ('%s', '%s', '%s', 'a@example.com', 'b@example.com',"
                                + " '%s', '%s', true, repeat('a', 64), 0, 0)")
                        .formatted(account, id, UUID.randomUUID(), status, since));
        return id;
    }

    @Test
    void removesChangesOfAddressesThatWereOverLongEnough() {
        UUID account = account(true, false, LONG_AGO, LONG_AGO);
        UUID pending = emailChange(account, "PENDING", BEFORE);
        UUID confirmed = emailChange(account, "CONFIRMED", BEFORE);
        UUID later = emailChange(account, "CONFIRMED", CUT);

        assertThat(work.call(() -> leftovers.removeEmailChanges(CUT, 1))).isEqualTo(1);
        assertThat(work.call(() -> leftovers.removeEmailChanges(CUT, 10))).isEqualTo(1);

        assertThat(has("email_change", pending)).isFalse();
        assertThat(has("email_change", confirmed)).isFalse();
        assertThat(has("email_change", later)).isTrue();
    }
}

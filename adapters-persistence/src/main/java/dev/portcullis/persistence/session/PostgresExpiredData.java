package dev.portcullis.persistence.session;

import dev.portcullis.housekeeping.ExpiredData;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Deletes expired data in PostgreSQL. Concurrent replicas skip rows that another one has locked. */
@ApplicationScoped
public class PostgresExpiredData implements ExpiredData {
    // The order makes PostgreSQL use an index, whatever it expects of the time.

    private static final String SESSIONS = """
            delete from session where id in (
                select id from (
                    select id from session where ended_at < ? order by ended_at limit $limit for update skip locked) ended
                union all
                select id from (
                    select id from session where expires_at < ? and (ended_at is null or ended_at >= ?)
                    order by expires_at limit $limit for update skip locked) expired
                limit $limit)""";

    private static final String MAILS = """
            delete from mail_outbox where (account_id, kind) in (
                select account_id, kind from mail_outbox where due_at is null and enqueued_at < ?
                order by enqueued_at limit $limit for update skip locked)""";

    /** A request is resolved within seconds; one that stays is of a kind that only a newer version knew. */
    private static final String MAIL_REQUESTS = """
            delete from mail_request where (address, kind) in (
                select address, kind from mail_request where requested_at < ?
                order by requested_at limit $limit for update skip locked)""";

    private static final String EMAIL_CHANGES = """
            delete from email_change where (account_id, id) in (
                select account_id, id from email_change where since < ?
                order by since limit $limit for update skip locked)""";

    /** Expired long ago: the longest lifetime of a code is a day. */
    private static final String MAILED_CODES = """
            delete from mailed_code where (account_id, kind) in (
                select account_id, kind from mailed_code where changed_at < ?
                order by changed_at limit $limit for update skip locked)""";

    /** Without a sign-up since then and without an active session. */
    private static final String UNUSED = """
            not account.email_verified and not account.disabled and account.created_at < ?
            and not exists (select from credential
                where account_id = account.id and chosen_at >= ?)
            and not exists (select from session
                where account_id = account.id and ended_at is null and advanced_at >= ?)""";

    private static final String HOLD_ACCOUNTS = "select id from account where " + UNUSED
            + " order by account.created_at limit $limit for update skip locked";

    /** Repeats the condition under the lock, because a sign-up may have happened in between. */
    private static final String ACCOUNTS = "delete from account where id = any(?) and " + UNUSED;

    private final Database database;

    PostgresExpiredData(Database database) {
        this.database = database;
    }

    @Override
    public int removeSessions(Instant overBefore, int limit) {
        return database.query(Query.limited(SESSIONS, limit), overBefore, overBefore, overBefore)
                .update();
    }

    @Override
    public int removeMails(Instant enqueuedBefore, int limit) {
        int removed = 0;
        for (String statement : List.of(MAILS, MAIL_REQUESTS, MAILED_CODES)) {
            removed += database.query(Query.limited(statement, limit - removed), enqueuedBefore)
                    .update();
        }
        return removed;
    }

    @Override
    public int removeEmailChanges(Instant overBefore, int limit) {
        return database.query(Query.limited(EMAIL_CHANGES, limit), overBefore).update();
    }

    @Override
    public int removeUnverifiedAccounts(Instant unusedSince, int limit) {
        UUID[] held = database.query(Query.limited(HOLD_ACCOUNTS, limit), unusedSince, unusedSince, unusedSince)
                .list(row -> row.getObject(1, UUID.class))
                .toArray(UUID[]::new);
        return database.query(ACCOUNTS, held, unusedSince, unusedSince, unusedSince)
                .update();
    }
}

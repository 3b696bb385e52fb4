package dev.portcullis.persistence.mail;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox in PostgreSQL. Callers never wait for each other: each takes a row that no other caller has locked. */
@ApplicationScoped
public class PostgresMailOutbox implements MailOutbox {
    /**
     * A mail that is being delivered keeps its lease, so its replacement waits. The time of a mail identifies it, so it is
     * later than that of the mail it replaces, whatever the clocks say.
     */
    private static final String ENQUEUE = """
            insert into mail_outbox as mail (account_id, kind, language, attempts, enqueued_at, due_at, address)
            values (?, ?, ?, 0, ?, ?, ?)
            on conflict on constraint pk_mail_outbox do update
            set language = excluded.language, attempts = 0, address = excluded.address, due_at = excluded.due_at,
                enqueued_at = greatest(excluded.enqueued_at, mail.enqueued_at + interval '1 microsecond')
            where ? or mail.enqueued_at <= ?""";

    /**
     * The lock is taken before the row is changed, and rows that another caller has locked or has just claimed are
     * skipped. The common table expression is materialized: each row is selected once, whatever the plan.
     */
    private static final String CLAIM = """
            with due as materialized (
                select account_id, kind from mail_outbox
                where due_at <= ? and kind = any(?) and (leased_until is null or leased_until <= ?)
                order by due_at, account_id
                limit 1
                for no key update skip locked)
            update mail_outbox mail
            set attempts = mail.attempts + 1, leased_until = ?
            from due
            where mail.account_id = due.account_id and mail.kind = due.kind
            returning mail.account_id, mail.kind, mail.language, mail.attempts, mail.enqueued_at, mail.address""";

    private static final String LIST = """
            select kind, language, enqueued_at, due_at is null from mail_outbox
            where account_id = ? order by enqueued_at""";

    /** Moves due mails of replicas of the previous version into this outbox, some at a time (ADR 35). */
    private static final String ADOPT = "select adopt_mails(?)";

    private static final String POSTPONE = """
            update mail_outbox
            set leased_until = null,
                due_at = case when enqueued_at = ? and due_at is not null then ? else due_at end
            where account_id = ? and kind = ? and leased_until = ?""";

    private static final String COMPLETE = """
            update mail_outbox
            set leased_until = nullif(leased_until, ?),
                due_at = case when enqueued_at <> ? then due_at end
            where account_id = ? and kind = ?""";

    private static final String REQUEST = """
            insert into mail_request (address, kind, language, requested_at)
            values (?, ?, ?, ?)
            on conflict on constraint pk_mail_request do update
            set language = excluded.language, requested_at = excluded.requested_at""";

    /** Leaves requests alone whose kind a newer version added. */
    private static final String TAKE_REQUEST = """
            with oldest as materialized (
                select address, kind from mail_request
                where kind = any(?)
                order by requested_at
                limit 1
                for update skip locked)
            delete from mail_request request
            using oldest
            where request.address = oldest.address and request.kind = oldest.kind
            returning request.address, request.kind, request.language""";

    private static final String REMOVE_COMPLETED = """
            delete from mail_outbox
            where account_id = ? and kind = ? and address is not null and due_at is null""";

    private final Database database;

    PostgresMailOutbox(Database database) {
        this.database = database;
    }

    @Override
    public void request(String address, MailKind kind, Locale language, Instant now) {
        database.query(REQUEST, address, kind.name(), language.toLanguageTag(), now)
                .update();
    }

    @Override
    public Optional<Request> takeRequest() {
        return database.query(TAKE_REQUEST, (Object) names(EnumSet.allOf(MailKind.class)))
                .first(row -> new Request(
                        row.getString(1), MailKind.valueOf(row.getString(2)), Locale.forLanguageTag(row.getString(3))));
    }

    private static String[] names(Set<MailKind> kinds) {
        return kinds.stream().map(MailKind::name).toArray(String[]::new);
    }

    @Override
    public void enqueue(AccountId account, MailKind kind, Locale language, Instant now) {
        enqueueAny(null, account, kind, language, now);
    }

    @Override
    public void enqueueTo(String address, AccountId account, MailKind kind, Locale language, Instant now) {
        enqueueAny(address, account, kind, language, now);
    }

    private void enqueueAny(@Nullable String address, AccountId account, MailKind kind, Locale language, Instant now) {
        boolean atAnyTime = kind.interval().isZero();
        Instant intervalStart = now.minus(kind.interval());
        database.query(
                        ENQUEUE,
                        account.value(),
                        kind.name(),
                        language.toLanguageTag(),
                        now,
                        now,
                        address,
                        atAnyTime,
                        intervalStart)
                .update();
    }

    @Override
    public Optional<Claim> claim(Set<MailKind> kinds, Instant now, Instant leaseEnd) {
        Optional<Claim> claim = claimQueued(kinds, now, leaseEnd);
        return claim.isEmpty() && adopt(now) ? claimQueued(kinds, now, leaseEnd) : claim;
    }

    private Optional<Claim> claimQueued(Set<MailKind> kinds, Instant now, Instant leaseEnd) {
        return database.query(CLAIM, now, names(kinds), now, leaseEnd)
                .first(row -> new Claim(
                        new AccountId(row.getObject(1, UUID.class)),
                        MailKind.valueOf(row.getString(2)),
                        Locale.forLanguageTag(row.getString(3)),
                        row.getInt(4),
                        Query.time(row, 5),
                        leaseEnd,
                        row.getString(6)));
    }

    @Override
    public List<Listed> of(AccountId account) {
        return database.query(LIST, account.value())
                .list(row -> new Listed(
                        MailKind.valueOf(row.getString(1)),
                        Locale.forLanguageTag(row.getString(2)),
                        Query.time(row, 3),
                        row.getBoolean(4)));
    }

    private boolean adopt(Instant now) {
        return database.query(ADOPT, now).one(row -> row.getLong(1) > 0);
    }

    @Override
    public void postpone(Claim claim, Instant until) {
        database.query(
                        POSTPONE,
                        claim.enqueuedAt(),
                        until,
                        claim.account().value(),
                        claim.kind().name(),
                        claim.leaseEnd())
                .update();
    }

    @Override
    public void complete(Claim claim) {
        database.query(
                        COMPLETE,
                        claim.leaseEnd(),
                        claim.enqueuedAt(),
                        claim.account().value(),
                        claim.kind().name())
                .update();
        if (claim.address() != null) {
            database.query(
                            REMOVE_COMPLETED,
                            claim.account().value(),
                            claim.kind().name())
                    .update();
        }
    }
}

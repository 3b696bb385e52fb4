package dev.portcullis.persistence.ratelimit;

import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import dev.portcullis.ratelimit.FailedLoginStore;
import dev.portcullis.ratelimit.FailedLogins;
import dev.portcullis.ratelimit.FailureCount;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Failed logins in PostgreSQL. Concurrent attempts are ordered by the lock on the row of their login. */
@ApplicationScoped
public class PostgresFailedLoginStore implements FailedLoginStore {
    // Dates are in UTC, because the driver gives the session the JVM's default time zone.

    /**
     * Creates or locks the row, without a change to it. The second statement, sent along, runs after the lock is granted, so
     * that it sees the changes of its previous holder.
     */
    private static final String LOCK = String.format(Locale.ROOT, """
            insert into login_guess as held (login, guesses) values (?, 0)
            on conflict (login) do update set guesses = held.guesses where false;
            select held.guesses, held.last_at, known.guesses, known.last_at, clock_timestamp()
            from login_guess held
            left join known_network known
                on known.login = held.login and known.network = ? and known.right_on >= (now() at time zone 'UTC')::date - %d
            where held.login = ?""", KNOWN.toDays());

    private static final String PUT = "update login_guess set guesses = ?, last_at = ? where login = ?";

    private static final String PUT_KNOWN =
            "; update known_network set guesses = ?, last_at = ? where login = ? and network = ?";

    private static final String FORGET = """
            delete from login_guess where login = ?;
            update known_network set guesses = 0, last_at = null where login = ? and network <> ? and guesses > 0;
            insert into known_network (login, network, guesses, right_on) values (?, ?, 0, (now() at time zone 'UTC')::date)
            on conflict (login, network) do update
            set guesses = excluded.guesses, last_at = excluded.last_at, right_on = excluded.right_on""";

    private static final String FORGET_FAILURES = "delete from login_guess where login = ?";

    private static final String MOVE = "update login_guess set login = ? where login = ?";

    private static final String FORGET_NETWORKS = "delete from known_network where login in (?, ?)";

    // An array is looked up by the index, however many rows there are to delete.

    /** Without a time, the row counts nothing: an attempt was cancelled. */
    private static final String REMOVE_FAILURES = String.format(Locale.ROOT, """
            delete from login_guess where login = any(array(
                select login from login_guess
                where coalesce(last_at, '-infinity') <= now() - interval '%d hours'
                order by coalesce(last_at, '-infinity') limit $limit for update skip locked))""", FailureCount.MEMORY.toHours());

    private static final String REMOVE_KNOWN = String.format(Locale.ROOT, """
            delete from known_network where ctid = any(array(
                select ctid from known_network
                where right_on < (now() at time zone 'UTC')::date - %d
                order by right_on limit $limit for update skip locked))""", KNOWN.toDays());

    private final Database database;

    PostgresFailedLoginStore(Database database) {
        this.database = database;
    }

    private Query query(String sql, @Nullable Object... parameters) {
        return database.query(sql, parameters);
    }

    @Override
    public Locked lock(UUID login, UUID network) {
        return query(LOCK, login, network, login).one(PostgresFailedLoginStore::read);
    }

    private static Locked read(ResultSet row) throws SQLException {
        FailureCount all = new FailureCount(row.getInt(1), Query.timeOrNull(row, 2));
        int count = row.getInt(3);
        FailureCount own = row.wasNull() ? null : new FailureCount(count, Query.timeOrNull(row, 4));
        return new Locked(new FailedLogins(all, own), Query.time(row, 5));
    }

    @Override
    public void put(UUID login, UUID network, FailedLogins failures) {
        FailureCount all = failures.all();
        FailureCount own = failures.own();
        Query put = query(PUT, all.count(), all.lastAt(), login);
        Query both = own == null ? put : put.add(PUT_KNOWN, own.count(), own.lastAt(), login, network);
        if (both.update() != 1) {
            throw new IllegalStateException("Cannot write failed logins without a lock");
        }
    }

    @Override
    public void forget(UUID login, UUID network) {
        query(FORGET, login, login, network, login, network).update();
    }

    @Override
    public void move(UUID from, UUID to) {
        query(FORGET_FAILURES, to).update();
        query(MOVE, to, from).update();
        query(FORGET_NETWORKS, from, to).update();
    }

    @Override
    public void remove(UUID login) {
        query(FORGET_FAILURES, login).update();
        query(FORGET_NETWORKS, login, login).update();
    }

    @Override
    public int removeForgotten(int most) {
        int removed = query(Query.limited(REMOVE_FAILURES, most)).update();
        return removed + query(Query.limited(REMOVE_KNOWN, most - removed)).update();
    }
}

package dev.portcullis.persistence.ratelimit;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.ratelimit.FailedLoginStore;
import dev.portcullis.ratelimit.FailedLogins;
import dev.portcullis.ratelimit.FailureCount;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Failed logins in PostgreSQL. Concurrent attempts are ordered by the lock on the row of their login. */
@ApplicationScoped
public class PostgresFailedLoginStore implements FailedLoginStore {
    // Dates are in UTC, because the driver gives the session the JVM's default time zone.

    /** Creates or locks the row, without a change to it. */
    private static final String HOLD = """
            insert into login_guess as held (login, guesses) values (?, 0)
            on conflict (login) do update set guesses = held.guesses where false""";

    /** Runs after the lock is granted, so that it sees the changes of its previous holder. */
    private static final String READ = String.format(Locale.ROOT, """
            select held.guesses, held.last_at, known.guesses, known.last_at, clock_timestamp()
            from login_guess held
            left join known_network known
                on known.login = held.login and known.network = ? and known.right_on >= (now() at time zone 'UTC')::date - %d
            where held.login = ?""", KNOWN.toDays());

    private static final String PUT = "update login_guess set guesses = ?, last_at = ? where login = ?";

    private static final String PUT_KNOWN =
            "update known_network set guesses = ?, last_at = ? where login = ? and network = ?";

    private static final String FORGET = "delete from login_guess where login = ?";

    private static final String FORGET_KNOWN =
            "update known_network set guesses = 0, last_at = null where login = ? and network <> ? and guesses > 0";

    private static final String KNOW = """
            insert into known_network (login, network, guesses, right_on) values (?, ?, 0, (now() at time zone 'UTC')::date)
            on conflict (login, network) do update
            set guesses = excluded.guesses, last_at = excluded.last_at, right_on = excluded.right_on""";

    /** Without a time, the row counts nothing: an attempt was cancelled. */
    private static final String REMOVE_FAILURES = String.format(Locale.ROOT, """
            delete from login_guess where login in (
                select login from login_guess
                where last_at is null or last_at <= clock_timestamp() - interval '%d hours'
                limit ? for update skip locked)""", FailureCount.MEMORY.toHours());

    private static final String REMOVE_KNOWN = String.format(Locale.ROOT, """
            delete from known_network where (login, network) in (
                select login, network from known_network
                where right_on < (now() at time zone 'UTC')::date - %d
                limit ? for update skip locked)""", KNOWN.toDays());

    private final Session session;

    PostgresFailedLoginStore(Session session) {
        this.session = session;
    }

    @Override
    public Locked lock(UUID login, UUID network) {
        return session.doReturningWork(connection -> {
            update(connection, HOLD, login);
            return read(connection, login, network);
        });
    }

    private static Locked read(Connection connection, UUID login, UUID network) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setObject(1, network);
            select.setObject(2, login);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("A locked row is missing");
                }
                FailureCount all = new FailureCount(row.getInt(1), instant(row, 2));
                int own = row.getInt(3);
                FailureCount ownGuesses = row.wasNull() ? null : new FailureCount(own, instant(row, 4));
                return new Locked(
                        new FailedLogins(all, ownGuesses),
                        row.getObject(5, OffsetDateTime.class).toInstant());
            }
        }
    }

    @Override
    public void put(UUID login, UUID network, FailedLogins failures) {
        session.doWork(connection -> {
            FailureCount all = failures.all();
            if (update(connection, PUT, all.count(), timestamp(all.lastAt()), login) != 1) {
                throw new SQLException("Cannot write failed logins without a lock");
            }
            FailureCount own = failures.own();
            if (own != null) {
                update(connection, PUT_KNOWN, own.count(), timestamp(own.lastAt()), login, network);
            }
        });
    }

    @Override
    public void forget(UUID login, UUID network) {
        session.doWork(connection -> {
            update(connection, FORGET, login);
            update(connection, FORGET_KNOWN, login, network);
            update(connection, KNOW, login, network);
        });
    }

    @Override
    public int removeForgotten(int most) {
        return session.doReturningWork(connection -> {
            int removed = update(connection, REMOVE_FAILURES, most);
            return removed + update(connection, REMOVE_KNOWN, most - removed);
        });
    }

    @CanIgnoreReturnValue
    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}

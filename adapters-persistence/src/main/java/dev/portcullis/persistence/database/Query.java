package dev.portcullis.persistence.database;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An SQL statement with its parameters, or several that are separated by semicolons and sent together. Used once, by one
 * thread.
 */
public final class Query {
    /** Maps the current row to a value. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Work<T> {
        T execute(PreparedStatement statement) throws SQLException;
    }

    private final Database database;
    private final StringBuilder sql;
    private final List<@Nullable Object> parameters = new ArrayList<>();

    Query(Database database, String sql, @Nullable Object... parameters) {
        this.database = database;
        this.sql = new StringBuilder(sql);
        addAll(parameters);
    }

    /**
     * Puts the number of rows into the text, for {@code $limit}. For a parameter, PostgreSQL would assume a tenth of the
     * table and read all of it.
     */
    public static String limited(String sql, int limit) {
        return sql.replace("$limit", Integer.toString(limit));
    }

    public Query add(String more, @Nullable Object... values) {
        sql.append(more);
        addAll(values);
        return this;
    }

    /** Adds a condition, unless its value is null: then it does not matter. */
    public Query addUnlessNull(String more, @Nullable Object value) {
        return value == null ? this : add(more, value);
    }

    private void addAll(@Nullable Object... values) {
        for (Object value : values) {
            parameters.add(value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
        }
    }

    /** The rows of the first statement that returns any kind of rows. */
    public <T> List<T> list(Row<? extends T> row) {
        return execute(statement -> {
            boolean returnsRows = statement.execute();
            while (!returnsRows && statement.getUpdateCount() >= 0) {
                returnsRows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row.read(result));
                }
                return rows;
            }
        });
    }

    public <T> Optional<T> first(Row<? extends T> row) {
        return this.<T>list(row).stream().findFirst();
    }

    /** Runs a query that returns exactly one row. */
    public <T extends @Nullable Object> T one(Row<? extends T> row) {
        return this.<T>list(row).get(0);
    }

    /** Returns the number of changed rows, by the first statement if there are several. */
    @CanIgnoreReturnValue
    public int update() {
        return execute(PreparedStatement::executeUpdate);
    }

    private <T> T execute(Work<T> work) {
        return database.execute(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setObject(i + 1, parameters.get(i));
                }
                return work.execute(statement);
            }
        });
    }

    public static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant timeOrNull(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

package dev.portcullis.persistence.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement under construction with its parameters. Used once, by one thread. */
final class Query {
    /** Maps the current row to a value. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();

    /** @param sql with question marks for the parameters, in their order */
    Query(String sql, Object... parameters) {
        this.sql = new StringBuilder(sql);
        addAll(parameters);
    }

    Query add(String more, Object... values) {
        sql.append(more);
        addAll(values);
        return this;
    }

    /** Adds to it unless the value is null, which then does not matter. */
    Query addUnlessNull(String more, @Nullable Object value) {
        return value == null ? this : add(more, value);
    }

    private void addAll(Object... values) {
        for (Object value : values) {
            parameters.add(value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
        }
    }

    <T> List<T> list(Connection connection, Row<? extends T> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row.read(result));
                }
                return rows;
            }
        }
    }

    /** Runs a query that returns exactly one row. */
    <T> T one(Connection connection, Row<? extends T> row) throws SQLException {
        return this.<T>list(connection, row).get(0);
    }
}

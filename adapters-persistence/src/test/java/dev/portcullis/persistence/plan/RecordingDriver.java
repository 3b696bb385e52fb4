package dev.portcullis.persistence.plan;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver of PostgreSQL, which passes each statement to {@link SentStatements}. All tests of this module use it
 * ({@code quarkus.datasource.jdbc.driver}), so no statement of a tested store is missed.
 */
public final class RecordingDriver implements Driver {
    private final Driver driver = new org.postgresql.Driver();

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = driver.connect(url, properties);
        return connection == null ? null : recording(Connection.class, connection);
    }

    private static <T> T recording(Class<T> type, T real) {
        Object proxy = Proxy.newProxyInstance(
                RecordingDriver.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    boolean isSql = method.getName().startsWith("prepare")
                            || method.getName().startsWith("execute");
                    if (isSql && arguments != null && arguments[0] instanceof String sql) {
                        SentStatements.add(sql);
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return method.getName().equals("createStatement")
                                ? recording(Statement.class, (Statement) result)
                                : result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        return type.cast(proxy);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return driver.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(RecordingDriver.class.getName());
    }
}

package dev.portcullis.persistence.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Renews all connections of the pool when one of them broke. After a failover every connection to the old host is dead,
 * and each would delay one request by the full read timeout. Idle connections are closed immediately, those in use when
 * they return. Safe for use by many threads.
 */
@ApplicationScoped
public class BrokenConnections implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(BrokenConnections.class);

    /** Connections break together, so one renewal is enough for all. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(1);

    /** Resolved lazily, because the pool itself is built with this interceptor. */
    private final Instance<AgroalDataSource> pool;

    private final AtomicLong renewedAt = new AtomicLong(System.nanoTime() - BETWEEN_RENEWALS.toNanos());

    BrokenConnections(Instance<AgroalDataSource> pool) {
        this.pool = pool;
    }

    /** Called before the pool closes a connection. If it is closed already, an error closed it. */
    @Override
    public void onConnectionDestroy(Connection connection) {
        if (isBroken(connection) && isDue()) {
            LOG.info("A database connection broke; renewing the others");
            pool.get().flush(FlushMode.GRACEFUL);
        }
    }

    private static boolean isBroken(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException unknown) {
            return true;
        }
    }

    private boolean isDue() {
        long last = renewedAt.get();
        long now = System.nanoTime();
        return now - last >= BETWEEN_RENEWALS.toNanos() && renewedAt.compareAndSet(last, now);
    }
}

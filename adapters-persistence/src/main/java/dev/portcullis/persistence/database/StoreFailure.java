package dev.portcullis.persistence.database;

import dev.portcullis.kernel.StoreUnavailable;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Classifies database failures by their SQLSTATEs. Methods {@code means…} classify exceptions of the work and consider
 * only those of the store; methods {@code hides…} classify failures of a commit.
 */
public final class StoreFailure {
    /**
     * Classes of SQLSTATEs (PostgreSQL, Appendix A). 08: connection failed. 28: authorization failed. 53: insufficient
     * resources (connections, memory, disk). 57: intervention by an operator or a timeout of the server: shutdown,
     * startup, dropped database, canceled statement, ended idle session. 58: system error of the server, such as a disk
     * error.
     */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "53", "57", "58");

    /**
     * SQLSTATEs of classes that otherwise indicate a bug. 25006: a standby, for a moment after a failover. 25P03,
     * 25P04: the server ended a transaction that was idle or took longer than the operator allows. 3D000: no such
     * database. 55000: the database accepts no connections now ({@code alter database … allow_connections false}); the
     * statements of this module cause it in no other way. 55P03: lock timeout.
     */
    private static final Set<String> UNAVAILABLE = Set.of("25006", "25P03", "25P04", "3D000", "55000", "55P03");

    /** 40001: serialization failure. 40P01: deadlock. */
    private static final Set<String> LOST_TO_OTHERS = Set.of("40001", "40P01");

    private static final String BROKEN_CONSTRAINT_CLASS = "23";

    private StoreFailure() {}

    /** For a statement in its own transaction, which was rolled back. */
    public static RuntimeException meaningOf(SQLException failure) {
        boolean unavailable = hides(failure, StoreFailure::isUnavailable) || hidesLossToOthers(failure);
        return unavailable
                ? new StoreUnavailable(failure)
                : new IllegalStateException("A database statement failed", failure);
    }

    static boolean meansUnavailable(Throwable thrown) {
        return isOfTheStore(thrown) && hides(thrown, StoreFailure::isUnavailable);
    }

    static boolean meansLostToOthers(Throwable thrown) {
        return isOfTheStore(thrown) && hidesLossToOthers(thrown);
    }

    static boolean hidesLossToOthers(Throwable failure) {
        return hides(failure, cause -> LOST_TO_OTHERS.contains(state(cause)));
    }

    static boolean hidesBrokenConstraint(Throwable failure) {
        return hides(failure, cause -> classOf(state(cause)).equals(BROKEN_CONSTRAINT_CLASS));
    }

    private static boolean isOfTheStore(Throwable thrown) {
        return thrown instanceof PersistenceException;
    }

    private static boolean isUnavailable(SQLException cause) {
        String state = state(cause);
        // The server and its driver always set a state. The connection pool sets none if no connection was free in
        // time, or if the transaction of a connection has timed out.
        return state.isEmpty() || UNAVAILABLE.contains(state) || UNAVAILABLE_CLASSES.contains(classOf(state));
    }

    private static String state(SQLException cause) {
        String state = cause.getSQLState();
        return state == null ? "" : state;
    }

    private static String classOf(String state) {
        return state.length() < 2 ? state : state.substring(0, 2);
    }

    /** Looks at causes, suppressed exceptions and chained SQL exceptions: each is used somewhere on the way up. */
    private static boolean hides(Throwable failure, Predicate<SQLException> predicate) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>();
        left.add(failure);
        while (!left.isEmpty()) {
            Throwable next = left.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof SQLException sql) {
                if (predicate.test(sql)) {
                    return true;
                }
                if (sql.getNextException() != null) {
                    left.add(sql.getNextException());
                }
            }
            if (next.getCause() != null) {
                left.add(next.getCause());
            }
            left.addAll(Arrays.asList(next.getSuppressed()));
        }
        return false;
    }
}

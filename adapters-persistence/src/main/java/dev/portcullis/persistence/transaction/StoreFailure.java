package dev.portcullis.persistence.transaction;

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
 * What the failure of a database call means, read from the SQLSTATEs in it. Two kinds of question: what an exception that
 * came out of the work {@code means} (only the store's own exceptions are looked into; what the work threw for reasons of
 * its own stays what it is), and what the failure of a commit {@code hides}.
 */
public final class StoreFailure {
    /**
     * Classes of states (PostgreSQL, Appendix A). 08: the connection broke or was not made. 28: the database does not let
     * us in. 53: it has run out of something (connections, memory, disk). 57: an operator or a timeout of the server
     * intervened: it stops or starts, the database was dropped, a statement was canceled, an idle session was ended. 58:
     * the system below the server failed, as with an error of the disk.
     */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "53", "57", "58");

    /**
     * Single states of classes whose others are faults of ours. 25006: a standby, as met for a moment after a failover.
     * 25P03, 25P04: the server ended the connection since a transaction was idle, or took, longer than the operator
     * allows. 3D000: no such database. 55000: the database takes no connections at the moment ({@code alter database …
     * allow_connections false}); nothing that we execute can bring it about otherwise. 55P03: a lock did not come in time.
     */
    private static final Set<String> UNAVAILABLE = Set.of("25006", "25P03", "25P04", "3D000", "55000", "55P03");

    /** 40001: the work could not be put in order with others. 40P01: the victim of a deadlock. */
    private static final Set<String> LOST_TO_OTHERS = Set.of("40001", "40P01");

    private static final String BROKEN_CONSTRAINT_CLASS = "23";

    private StoreFailure() {}

    /** For a statement in a transaction of its own, of which nothing was kept. */
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
        // The server and its driver always give a state. The connection pool gives none when no connection came free in
        // time, or when the transaction of a connection has timed out.
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

package dev.portcullis.app.statements;

import java.util.ArrayList;
import java.util.List;

/** What was sent to the database, by round trips. Safe for use by many threads. */
final class Traffic {
    private final List<List<String>> roundTrips = new ArrayList<>();

    /**
     * What that costs.
     *
     * @param statements without those that begin and end a transaction
     * @param commits that wait for the disk, because something was changed
     */
    record Cost(int roundTrips, int statements, int commits) {}

    synchronized void add(List<String> statements) {
        roundTrips.add(statements.stream()
                .map(sql -> sql.strip().replaceAll("\\s+", " "))
                .toList());
    }

    synchronized Cost cost() {
        int statements = 0;
        int commits = 0;
        boolean isInTransaction = false;
        boolean hasChanges = false;
        for (String sql : roundTrips.stream().flatMap(List::stream).toList()) {
            boolean ends = sql.equals("COMMIT") || sql.equals("ROLLBACK");
            if (sql.equals("BEGIN")) {
                isInTransaction = true;
            } else if (!ends) {
                statements++;
                hasChanges |= changesLoggedTable(sql);
            }
            isInTransaction &= !ends;
            if (!isInTransaction) {
                commits += hasChanges && !sql.equals("ROLLBACK") ? 1 : 0;
                hasChanges = false;
            }
        }
        return new Cost(roundTrips.size(), statements, commits);
    }

    /** Buckets of rate limits are in an unlogged table. */
    private static boolean changesLoggedTable(String sql) {
        return !sql.startsWith("select ") && !sql.contains("insert into rate_bucket ");
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        roundTrips.forEach(roundTrip -> text.append("\n- ").append(String.join("\n  ", roundTrip)));
        return text.toString();
    }
}

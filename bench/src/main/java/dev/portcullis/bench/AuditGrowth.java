package dev.portcullis.bench;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.bench.load.Connection;
import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.PastEvents;
import dev.portcullis.bench.servers.Service;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cost of inserting into a large log: the same events are written alternately to a small and to a large log. A request
 * writes one event per transaction; a hundred per transaction show the cost of rows and indexes without waiting for the
 * disk.
 */
public final class AuditGrowth {
    private static final int SMALL = Settings.number("small", 10_000);
    private static final int LARGE = Settings.number("large", 10_000_000);
    private static final int ROUNDS = Settings.number("rounds", 20);

    private static final int UNITS_OF_ONE = 100;
    private static final int UNITS_OF_MANY = 3;
    private static final int MANY = 100;

    /** Warm-up writes to each log before the measurement. */
    private static final int WARM_UP_ROUNDS = 10;

    /** Background jobs are off: they would seal all events, which is not measured here. */
    private static final Map<String, String> WITHOUT_SCHEDULE = Map.of("quarkus.scheduler.enabled", "false");

    private AuditGrowth() {}

    public static void main(String[] arguments) throws Exception {
        try (Database database = Database.start();
                Service small = start(database, "small");
                Service large = start(database, "large")) {
            PastEvents.fill(database, "small", SMALL);
            PastEvents.fill(database, "large", LARGE);
            compare(small, large);
        }
    }

    /** Connects only now, because the service closes a connection that is idle for minutes. */
    private static void compare(Service small, Service large) throws IOException {
        try (Connection toSmall = new Connection(small.base());
                Connection toLarge = new Connection(large.base())) {
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                write(toSmall, UNITS_OF_ONE, 1);
                write(toLarge, UNITS_OF_ONE, 1);
            }
            System.out.printf("%d rounds; microseconds for each event, medians (quartiles)%n", ROUNDS);
            Table table = new Table("events in a transaction", SMALL + " events", LARGE + " events", "ratio");
            compare(table, toSmall, toLarge, UNITS_OF_ONE, 1);
            compare(table, toSmall, toLarge, UNITS_OF_MANY, MANY);
            System.out.println(table);
        }
    }

    private static Service start(Database database, String name)
            throws SQLException, IOException, InterruptedException {
        database.create(name);
        return Service.start(
                "audit-growth-" + name, Service.Build.MEASURED, database.jdbcUrl(name), WITHOUT_SCHEDULE, List.of());
    }

    private static void compare(Table table, Connection small, Connection large, int units, int events)
            throws IOException {
        List<Double> ofSmall = new ArrayList<>();
        List<Double> ofLarge = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            boolean smallFirst = round % 2 == 0;
            double first = write(smallFirst ? small : large, units, events);
            double second = write(smallFirst ? large : small, units, events);
            ofSmall.add(smallFirst ? first : second);
            ofLarge.add(smallFirst ? second : first);
            ratios.add(smallFirst ? second / first : first / second);
        }
        table.row(
                Integer.toString(events),
                new Sample(ofSmall).describe("%.0f"),
                new Sample(ofLarge).describe("%.0f"),
                new Sample(ratios).describe("%.2f"));
    }

    /** @return microseconds per event */
    @CanIgnoreReturnValue
    private static double write(Connection service, int units, int events) throws IOException {
        Connection.Answer written =
                service.send("POST", "/bench/audit/events?units=" + units + "&events=" + events, List.of(), "");
        if (written.status() != 200) {
            throw new IOException("nothing was written: " + written);
        }
        return Long.parseLong(written.body()) / 1e3 / units / events;
    }
}

package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.Population;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Background jobs, each run once. */
public final class Jobs {
    private Jobs() {}

    /** Returns the time of each job by its title, in the order of the table. */
    public static Map<String, Double> run(Population client) throws IOException {
        Map<String, Double> times = new LinkedHashMap<>();
        times.put("seal events, µs each", Seals.make(client).microsecondsEach());
        Work dropped = Work.of(client, "retention");
        if (dropped.count() == 0) {
            throw new IOException("no month was dropped");
        }
        times.put("drop the oldest month, ms", dropped.nanoseconds() / 1e6);
        times.put("delete expired sessions, µs each", Work.of(client, "purge").microsecondsEach());
        return times;
    }
}

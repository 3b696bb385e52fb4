package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.Population;
import java.io.IOException;

/**
 * Background jobs, each run once.
 *
 * @param seal microseconds for each event
 * @param retention milliseconds for the drop of the oldest month
 * @param purge microseconds for each deleted session
 */
public record Jobs(double seal, double retention, double purge) {
    private static final int SEALS = 20;

    private record Work(long count, long nanoseconds) {
        Work plus(Work other) {
            return new Work(count + other.count, nanoseconds + other.nanoseconds);
        }

        double microsecondsEach() {
            return nanoseconds / 1e3 / count;
        }
    }

    /** Seals the first events, at least until the oldest month can be dropped. */
    public static Jobs run(Population client) throws IOException {
        Work purged = job(client, "purge");
        Work dropped = job(client, "retention");
        Work sealed = new Work(0, 0);
        Work seal = job(client, "seal");
        for (int seals = 1; seal.count() > 0 && (seals <= SEALS || dropped.count() == 0); seals++) {
            sealed = sealed.plus(seal);
            dropped = dropped.count() > 0 ? dropped : job(client, "retention");
            seal = job(client, "seal");
        }
        if (dropped.count() == 0) {
            throw new IOException("no month was dropped");
        }
        return new Jobs(sealed.microsecondsEach(), dropped.nanoseconds() / 1e6, purged.microsecondsEach());
    }

    private static Work job(Population client, String name) throws IOException {
        long[] done = client.job(name);
        return new Work(done[0], done[1]);
    }
}

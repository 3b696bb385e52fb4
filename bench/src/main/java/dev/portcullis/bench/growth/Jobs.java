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
        Work sealed = new Work(0, 0);
        Work dropped = new Work(0, 0);
        for (int seals = 0; seals < SEALS || dropped.count() == 0; seals++) {
            Work seal = job(client, "seal");
            if (seal.count() == 0) {
                break;
            }
            sealed = sealed.plus(seal);
            if (dropped.count() == 0) {
                dropped = job(client, "retention");
            }
        }
        if (dropped.count() == 0) {
            throw new IOException("all is sealed, and no month was dropped");
        }
        return new Jobs(sealed.microsecondsEach(), dropped.nanoseconds() / 1e6, purged.microsecondsEach());
    }

    private static Work job(Population client, String name) throws IOException {
        long[] done = client.job(name);
        return new Work(done[0], done[1]);
    }
}

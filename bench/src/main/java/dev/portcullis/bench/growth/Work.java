package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.Population;
import java.io.IOException;

/** What a background job did, and in which time. */
record Work(long count, long nanoseconds) {
    static Work of(Population client, String job) throws IOException {
        long[] done = client.job(job);
        return new Work(done[0], done[1]);
    }

    Work plus(Work other) {
        return new Work(count + other.count, nanoseconds + other.nanoseconds);
    }

    double microsecondsEach() {
        return nanoseconds / 1e3 / count;
    }
}

package dev.portcullis.bench.comparison;

import dev.portcullis.bench.load.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A limit, and what was measured of it so far. */
public final class LimitTrack {
    private final Limit limit;
    private final List<Double> throughputs = new ArrayList<>();

    public LimitTrack(Limit limit) {
        this.limit = limit;
    }

    public void measure(Duration time) throws IOException, InterruptedException {
        throughputs.add(limit.perSecond(time));
    }

    String name() {
        return limit.name();
    }

    Sample throughput() {
        return new Sample(throughputs);
    }
}

package dev.portcullis.bench.comparison;

import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.load.ClosedLoop;
import dev.portcullis.bench.load.OpenLoop;
import dev.portcullis.bench.load.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An operation of a contender, with its clients and what was measured so far. */
public final class Track implements AutoCloseable {
    private final Contender contender;
    private final Operation operation;
    private final ClosedLoop closed;
    private final OpenLoop open;
    private final List<Double> throughputs = new ArrayList<>();
    private final List<ClosedLoop.Result> paced = new ArrayList<>();
    private int errors;

    private Track(Contender contender, Operation operation, List<Caller> callers) {
        this.contender = contender;
        this.operation = operation;
        this.closed = new ClosedLoop(callers);
        this.open = new OpenLoop(callers);
    }

    /** One for each operation that the contender has. */
    public static List<Track> of(Contender contender, int clients) throws IOException {
        List<Track> tracks = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            List<Caller> callers = contender.callers(operation, clients);
            if (!callers.isEmpty()) {
                tracks.add(new Track(contender, operation, callers));
            }
        }
        return tracks;
    }

    public Contender contender() {
        return contender;
    }

    public Operation operation() {
        return operation;
    }

    /** Throughput that is not recorded; an error ends the comparison. */
    public double warmUp(Duration time) {
        return closed.runFor(time).perSecond();
    }

    /** Measures the throughput: each client sends the next request as soon as it has the response. */
    public double measure(Duration time) {
        ClosedLoop.Result result = closed.countFor(time);
        throughputs.add(result.perSecond());
        errors += result.errors();
        return result.perSecond();
    }

    /** Measures the latency at a fixed rate. */
    public void pace(double perSecond, Duration time) {
        ClosedLoop.Result result = open.runAt(perSecond, time);
        paced.add(result);
        errors += result.errors();
    }

    public Sample throughput() {
        return new Sample(throughputs);
    }

    /** Latency in milliseconds at a quantile, over the requests of all rounds. */
    public double latencyAt(double share) {
        return ClosedLoop.Result.together(paced).latencyAt(share);
    }

    public int errors() {
        return errors;
    }

    @Override
    public void close() {
        closed.close();
        open.close();
    }
}

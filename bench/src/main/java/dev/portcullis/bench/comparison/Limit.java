package dev.portcullis.bench.comparison;

import java.io.IOException;
import java.time.Duration;

/** What the machine can do at most of the work that an operation cannot do without. */
public interface Limit {
    /** As the table shows it. */
    String name();

    /** Measures for this time. */
    double perSecond(Duration time) throws IOException, InterruptedException;
}

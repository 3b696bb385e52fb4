package dev.portcullis.app.servers;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for conditions without a deadline of their own, long enough for a busy machine. */
public final class Waits {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Waits() {}

    /** A wait of up to two minutes. */
    public static ConditionFactory patiently() {
        return Awaitility.await().atMost(LIMIT);
    }
}

package dev.portcullis.http.security;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Logs rejected origins, with the setting that would allow them: the page itself cannot read the response. The header
 * is client input, so each origin is logged at most once a minute, at most {@value #MOST_ORIGINS} origins are remembered,
 * and only text that the setting accepts is logged. Thread-safe.
 */
final class RefusedOriginLog {
    private static final Logger LOG = Logger.getLogger(RefusedOriginLog.class);

    /** More than one operator's pages have, and few enough that a flood of invented origins does not fill the log. */
    static final int MOST_ORIGINS = 20;

    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

    /** A host name has at most 253 characters (RFC 1035, 2.3.4); the scheme and the port come on top. */
    private static final int LONGEST_ORIGIN = 270;

    /** Any origin that no setting can allow: {@code null}, sent by files and sandboxed frames, and malformed text. */
    private static final String OPAQUE = "null";

    /** Stands for every origin beyond the maximum. */
    private static final String OVERFLOW = "";

    private final LongSupplier nanoTime;

    /** When each origin, or the overflow, was logged. */
    private final Map<String, Long> logged = new HashMap<>();

    RefusedOriginLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param origin the header field as it was sent, in lower case */
    synchronized void refused(String origin) {
        String known = origin.length() <= LONGEST_ORIGIN && CrossOriginSettings.isOrigin(origin) ? origin : OPAQUE;
        long now = nanoTime.getAsLong();
        logged.values().removeIf(time -> now - time >= INTERVAL);
        int origins = logged.size() - (logged.containsKey(OVERFLOW) ? 1 : 0);
        String entry = logged.containsKey(known) || origins < MOST_ORIGINS ? known : OVERFLOW;
        if (logged.putIfAbsent(entry, now) == null) {
            warn(entry);
        }
    }

    private static void warn(String entry) {
        switch (entry) {
            case OVERFLOW ->
                LOG.warn("More than " + MOST_ORIGINS
                        + " origins were rejected within a minute; further ones are not logged");
            case OPAQUE ->
                LOG.warn(
                        "Rejected a page without an origin, such as a file or a sandboxed frame; no setting allows it");
            default ->
                LOG.warnf("Rejected a page of %s; to allow this origin, add it to portcullis.cors.origins", entry);
        }
    }
}

package dev.portcullis.http.security;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

    private final LongSupplier nanoTime;

    /** When each origin was logged, the oldest first. */
    private final Map<String, Long> logged = new LinkedHashMap<>();

    private long overflowLogged;
    private boolean overflowed;

    /**
     * Creates a log that has seen no origin yet.
     *
     * @param nanoTime as {@link System#nanoTime()}
     */
    RefusedOriginLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Logs a refused origin, unless it was logged within the last minute.
     *
     * @param origin the header field as it was sent, in lower case
     */
    void refused(String origin) {
        String known = origin.length() <= LONGEST_ORIGIN && CrossOriginSettings.isOrigin(origin) ? origin : OPAQUE;
        switch (register(known)) {
            case LOG -> warn(known);
            case LOG_OVERFLOW ->
                LOG.warn("More than " + MOST_ORIGINS
                        + " origins were rejected within a minute; further ones are not logged");
            case SKIP -> {}
        }
    }

    private static void warn(String origin) {
        if (origin.equals(OPAQUE)) {
            LOG.warn("Rejected a page without an origin, such as a file or a sandboxed frame; no setting allows it");
        } else {
            LOG.warnf("Rejected a page of %s; to allow this origin, add it to portcullis.cors.origins", origin);
        }
    }

    private enum Decision {
        LOG,
        LOG_OVERFLOW,
        SKIP
    }

    private synchronized Decision register(String origin) {
        long now = nanoTime.getAsLong();
        Iterator<Long> oldest = logged.values().iterator();
        while (oldest.hasNext() && now - oldest.next() >= INTERVAL) {
            oldest.remove();
        }
        if (logged.containsKey(origin)) {
            return Decision.SKIP;
        }
        if (logged.size() < MOST_ORIGINS) {
            logged.put(origin, now);
            return Decision.LOG;
        }
        if (overflowed && now - overflowLogged < INTERVAL) {
            return Decision.SKIP;
        }
        overflowed = true;
        overflowLogged = now;
        return Decision.LOG_OVERFLOW;
    }
}

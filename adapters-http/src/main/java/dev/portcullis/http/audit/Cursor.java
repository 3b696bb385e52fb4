package dev.portcullis.http.audit;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.kernel.InvalidValue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A position in the log, as an opaque text for clients: microseconds since 1970 and the event's id, in URL-safe Base64.
 * Not a secret, and gives no access.
 */
final class Cursor {
    private static final int BYTES = Long.BYTES + 2 * Long.BYTES;

    /** The last microsecond of the year 9999, which the database can represent. */
    private static final long LATEST = 253_402_300_799_999_999L;

    private Cursor() {}

    static String of(AuditPosition position) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(micros(position.occurredAt()))
                .putLong(position.id().getMostSignificantBits())
                .putLong(position.id().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Not by {@link ChronoUnit#between}, whose intermediate nanoseconds overflow from the year 2262. */
    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1_000;
    }

    static AuditPosition parse(String text) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException noBase64) {
            throw new InvalidValue(InvalidValue.Reason.MALFORMED);
        }
        long micros = bytes.remaining() == BYTES ? bytes.getLong() : -1;
        if (micros < 0 || micros > LATEST) {
            throw new InvalidValue(InvalidValue.Reason.MALFORMED);
        }
        return new AuditPosition(
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(bytes.getLong(), bytes.getLong()));
    }
}

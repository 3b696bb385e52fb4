package dev.portcullis.audit.seal;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Writes values one after the other as bytes, so that different values never have the same bytes. Numbers are
 * big-endian, and a text begins with its length.
 */
final class CanonicalEncoder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    @CanIgnoreReturnValue
    CanonicalEncoder octet(int value) {
        bytes.write(value);
        return this;
    }

    @CanIgnoreReturnValue
    CanonicalEncoder number(long value) {
        return raw(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /** In microseconds since 1970, the resolution of the store. */
    @CanIgnoreReturnValue
    CanonicalEncoder time(Instant value) {
        return number(ChronoUnit.MICROS.between(Instant.EPOCH, value));
    }

    @CanIgnoreReturnValue
    CanonicalEncoder hash(Hash value) {
        return raw(value.bytes());
    }

    @CanIgnoreReturnValue
    CanonicalEncoder id(UUID value) {
        return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    @CanIgnoreReturnValue
    CanonicalEncoder text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length).raw(utf8);
    }

    @CanIgnoreReturnValue
    private CanonicalEncoder raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}

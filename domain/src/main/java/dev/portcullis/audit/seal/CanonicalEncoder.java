package dev.portcullis.audit.seal;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes values one after the other as bytes, so that different values never have the same bytes. Numbers are
 * big-endian, and a text begins with its length.
 */
final class CanonicalEncoder {
    private byte[] bytes = new byte[256];
    private int length;

    @CanIgnoreReturnValue
    CanonicalEncoder octet(int value) {
        makeRoom(1);
        bytes[length++] = (byte) value;
        return this;
    }

    @CanIgnoreReturnValue
    CanonicalEncoder number(long value) {
        makeRoom(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
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
        makeRoom(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}

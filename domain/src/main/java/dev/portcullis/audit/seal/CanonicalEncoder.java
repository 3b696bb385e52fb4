package dev.portcullis.audit.seal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Writes values one after the other as bytes, so that different values never have the same bytes. Numbers are
 * big-endian, and a text begins with its length.
 */
final class CanonicalEncoder {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder digits = new StringBuilder();

    CanonicalEncoder octet(int value) {
        return raw(HEX.toHexDigits((byte) value));
    }

    CanonicalEncoder number(long value) {
        return raw(HEX.toHexDigits(value));
    }

    /** In microseconds since 1970, the resolution of the store. */
    CanonicalEncoder time(Instant value) {
        return number(ChronoUnit.MICROS.between(Instant.EPOCH, value));
    }

    CanonicalEncoder hash(Hash value) {
        return raw(value.hex());
    }

    CanonicalEncoder id(UUID value) {
        return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    CanonicalEncoder text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length).raw(HEX.formatHex(utf8));
    }

    private CanonicalEncoder raw(String value) {
        digits.append(value);
        return this;
    }

    /** The bytes in hexadecimal digits. */
    String hex() {
        return digits.toString();
    }

    byte[] bytes() {
        return HEX.parseHex(digits);
    }
}

package dev.portcullis.audit.seal;

import dev.portcullis.kernel.InvalidValue;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a seal so that no other can take its place. Whoever notes one outside the database can tell later that the log
 * was not cut off before it.
 */
public record SealReference(long number, Hash hash) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-fA-F]{64})");

    /** Before the first. */
    static final SealReference NONE = new SealReference(0, Hash.ZERO);

    public static SealReference of(Optional<Seal> seal) {
        return seal.map(Seal::reference).orElse(NONE);
    }

    /** Reads what {@link #toString} writes. */
    public static SealReference parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InvalidValue(InvalidValue.Reason.MALFORMED);
        }
        return new SealReference(
                Long.parseLong(parts.group(1)), Hash.of(HexFormat.of().parseHex(parts.group(2))));
    }

    /** The number, a colon, and the hash in hexadecimal digits. */
    @Override
    public String toString() {
        return number + ":" + hash;
    }
}

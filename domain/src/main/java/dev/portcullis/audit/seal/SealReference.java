package dev.portcullis.audit.seal;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies a seal by number and hash. A reference stored outside the database proves later that the log was not
 * truncated before this seal.
 */
public record SealReference(long number, Hash hash) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-fA-F]{64})");

    /** The reference before the first seal. */
    static final SealReference NONE = new SealReference(0, Hash.ZERO);

    public static SealReference of(Optional<Seal> seal) {
        return seal.map(Seal::reference).orElse(NONE);
    }

    /** Parses the output of {@link #toString}. */
    public static SealReference parse(String text) {
        Matcher parts = FORM.matcher(text);
        InvalidValue.throwIf(!parts.matches(), Reason.MALFORMED);
        return new SealReference(
                Long.parseLong(parts.group(1)), Hash.of(HexFormat.of().parseHex(parts.group(2))));
    }

    /** The number, a colon, and the hash in hexadecimal digits. */
    @Override
    public String toString() {
        return number + ":" + hash;
    }
}

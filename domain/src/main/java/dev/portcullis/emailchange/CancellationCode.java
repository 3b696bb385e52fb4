package dev.portcullis.emailchange;

import dev.portcullis.credential.Secret;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The code by which the owner of an old mailbox cancels a change of address: 128 bits in hexadecimal. It is valid for days
 * and used without a session, so it must not be guessable, and it names its change by itself. A fast digest of it may be
 * stored (ASVS 5.0, 6.5.2: from 112 bits on). Spaces and hyphens between its digits are ignored.
 */
public record CancellationCode(String reveal) implements Secret {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final int MAXIMUM_LENGTH = 64;

    public CancellationCode {
        InvalidValue.throwIf(reveal.isBlank(), Reason.REQUIRED);
        InvalidValue.throwIf(reveal.length() > MAXIMUM_LENGTH, Reason.MALFORMED);
        reveal = reveal.replace("-", "").replace(" ", "").strip().toLowerCase(Locale.ROOT);
        InvalidValue.throwIf(!FORM.matcher(reveal).matches(), Reason.MALFORMED);
    }

    /** A code of 128 bits that nobody else can compute or guess. */
    public static CancellationCode of(UUID bits) {
        return new CancellationCode(bits.toString());
    }

    /** What a store keeps of the code: SHA-256 in hexadecimal. */
    String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(reveal.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "CancellationCode[redacted]";
    }
}

package dev.portcullis.verification;

import dev.portcullis.credential.Secret;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Six digits that a person copies from a mail: just under 20 bits, the minimum of ASVS 5.0, 6.5.4. That is little, so a
 * code is valid for few attempts and a short time.
 */
public record VerificationCode(String reveal) implements Secret {
    private static final Pattern FORM = Pattern.compile("[0-9]{6}");

    public VerificationCode {
        InvalidValue.throwIf(reveal.isEmpty(), Reason.REQUIRED);
        InvalidValue.throwIf(!FORM.matcher(reveal).matches(), Reason.MALFORMED);
    }

    /** All codes are equally likely, including those with leading zeros. */
    public static VerificationCode random(RandomGenerator random) {
        return new VerificationCode(String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000)));
    }

    @Override
    public String toString() {
        return "VerificationCode[redacted]";
    }
}

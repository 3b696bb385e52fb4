package dev.portcullis.account;

import dev.portcullis.credential.Secret;
import dev.portcullis.kernel.InvalidValue;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Six digits that a person carries from a mail to a form: just under 20 bits, the least that ASVS 5.0, 6.5.4 takes, and
 * therefore good for few tries and a short time.
 */
public record VerificationCode(String reveal) implements Secret {
    private static final int DIGITS = 6;
    private static final int BOUND = 1_000_000;
    private static final Pattern FORM = Pattern.compile("[0-9]{" + DIGITS + "}");

    public VerificationCode {
        if (reveal.isEmpty()) {
            throw new InvalidValue(InvalidValue.Reason.REQUIRED);
        }
        if (!FORM.matcher(reveal).matches()) {
            throw new InvalidValue(InvalidValue.Reason.MALFORMED);
        }
    }

    /** Each code is equally likely, those with leading zeros included. */
    static VerificationCode random(RandomGenerator random) {
        return new VerificationCode(String.format(Locale.ROOT, "%0" + DIGITS + "d", random.nextInt(BOUND)));
    }

    @Override
    public String toString() {
        return "VerificationCode[redacted]";
    }
}

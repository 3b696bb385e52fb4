package dev.portcullis.verification;

import java.time.Duration;

/**
 * Time limits for verifying an address.
 *
 * @param codeLifetime measured from the time when the mail server accepted the mail; 1 minute to 24 hours (NIST SP
 *     800-63A-4 allows an e-mail confirmation code that long; ASVS 5.0, 6.5.5 asks for 10 minutes)
 * @param mailLifetime how long sending a mail is retried, whatever its kind; above zero
 */
public record VerificationPolicy(Duration codeLifetime, Duration mailLifetime) {
    private static final Duration LONGEST_CODE_LIFETIME = Duration.ofHours(24);

    public VerificationPolicy {
        if (codeLifetime.compareTo(Duration.ofMinutes(1)) < 0 || codeLifetime.compareTo(LONGEST_CODE_LIFETIME) > 0) {
            throw new IllegalArgumentException("a code's lifetime is between 1 minute and 24 hours");
        }
        if (mailLifetime.isNegative() || mailLifetime.isZero()) {
            throw new IllegalArgumentException("a mail's lifetime is positive");
        }
    }
}

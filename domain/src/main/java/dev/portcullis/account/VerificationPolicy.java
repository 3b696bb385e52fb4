package dev.portcullis.account;

import java.time.Duration;

/**
 * How long a proof of address may take.
 *
 * @param codeLifetime from the moment the mail server took the code; at most 24 hours (NIST SP 800-63A-4 allows an
 *     e-mail confirmation code that long; ASVS 5.0, 6.5.5 asks for 10 minutes)
 * @param mailLifetime how long a mail is tried to be sent before it is given up
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

package dev.portcullis.credential;

import java.util.Optional;

/** What a new password must be. There are no rules about which kinds of characters it has (ASVS 5.0, 6.2.5). */
public enum PasswordPolicy {
    /** 8 code points (ASVS 5.0, 6.2.1). */
    STANDARD(8),
    /** 15 code points, for a password that is the only proof (NIST SP 800-63B-4, 3.1.1.2). */
    STRICT(15);

    /** Why a new password is refused. */
    public enum Violation {
        TOO_SHORT
    }

    private final int minimumLength;

    PasswordPolicy(int minimumLength) {
        this.minimumLength = minimumLength;
    }

    /** In code points. */
    public int minimumLength() {
        return minimumLength;
    }

    public Optional<Violation> violationBy(Password password) {
        return password.length() < minimumLength ? Optional.of(Violation.TOO_SHORT) : Optional.empty();
    }
}

package dev.portcullis.credential;

/** How long a new password must be. */
public enum PasswordProfile {
    /** 8 code points (ASVS 5.0, 6.2.1). */
    STANDARD(8),
    /** 15 code points, for a password that is the only proof (NIST SP 800-63B-4, 3.1.1.2). */
    STRICT(15);

    private final int minimumLength;

    PasswordProfile(int minimumLength) {
        this.minimumLength = minimumLength;
    }

    /** In code points. */
    public int minimumLength() {
        return minimumLength;
    }
}

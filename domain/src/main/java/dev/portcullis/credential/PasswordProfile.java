package dev.portcullis.credential;

/** The minimum length of new passwords. */
public enum PasswordProfile {
    /** 8 code points (ASVS 5.0, 6.2.1). */
    STANDARD(8),
    /** 15 code points, for a password that is the only authentication factor (NIST SP 800-63B-4, 3.1.1.2). */
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

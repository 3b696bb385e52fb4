package dev.portcullis.credential;

import dev.portcullis.composition.InMemoryPortcullis;

/**
 * Lets a concurrent caller do something while a secret is hashed, or the right one is compared: after an attempt was counted, and before its
 * decision is committed.
 */
public final class InterruptedHasher implements PasswordHasher {
    private final PasswordHasher hasher;
    private Runnable meanwhile;

    private InterruptedHasher(PasswordHasher hasher, Runnable meanwhile) {
        this.hasher = hasher;
        this.meanwhile = meanwhile;
    }

    /** Makes the next hash or right comparison wait for this. */
    public static void meanwhile(InMemoryPortcullis portcullis, Runnable other) {
        portcullis.usedHasher = new InterruptedHasher(portcullis.hasher, other);
    }

    @Override
    public PasswordHash hash(Secret secret) {
        PasswordHash hash = hasher.hash(secret);
        interrupt();
        return hash;
    }

    @Override
    public boolean matches(Secret secret, PasswordHash hash) {
        boolean matches = hasher.matches(secret, hash);
        if (matches) {
            interrupt();
        }
        return matches;
    }

    private void interrupt() {
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        return hasher.isOutdated(hash);
    }

    @Override
    public PasswordHash decoy() {
        return hasher.decoy();
    }
}

package dev.portcullis.app.password;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Argon2id version 1.3 (RFC 9106) over the UTF-8 form of a secret, with a salt of 128 bits and a tag of 256 bits, as the
 * RFC recommends for passwords.
 */
public final class Argon2PasswordHasher implements PasswordHasher {
    private static final int SALT_LENGTH = 16;
    private static final int TAG_LENGTH = 32;

    private final Argon2id argon2id;
    private final Argon2Cost cost;
    private final HashingLimiter limiter;
    private final SecureRandom random;
    private final PasswordHash decoy;

    /** Creates a hasher. */
    public Argon2PasswordHasher(Argon2id argon2id, Argon2Cost cost, HashingLimiter limiter, SecureRandom random) {
        this.argon2id = argon2id;
        this.cost = cost;
        this.limiter = limiter;
        this.random = random;
        // A random tag, which matches no known secret.
        this.decoy = new Argon2Phc(cost, randomBytes(SALT_LENGTH), randomBytes(TAG_LENGTH)).toHash();
    }

    @Override
    public PasswordHash hash(Secret secret) {
        byte[] salt = randomBytes(SALT_LENGTH);
        byte[] tag = limited(secret, input -> argon2id.tag(input, cost, salt, TAG_LENGTH));
        return new Argon2Phc(cost, salt, tag).toHash();
    }

    @Override
    public boolean matches(Secret secret, PasswordHash hash) {
        Argon2Phc phc = Argon2Phc.parse(hash);
        return limited(secret, input -> {
            byte[] tag = argon2id.tag(input, phc.cost(), phc.salt(), phc.tag().length);
            // Equal time for cheaper, old hashes: otherwise response times would reveal which logins exist.
            phc.cost().missingTo(cost).ifPresent(difference -> {
                byte[] unused = argon2id.tag(input, difference, phc.salt(), TAG_LENGTH);
            });
            return MessageDigest.isEqual(tag, phc.tag());
        });
    }

    private <T> T limited(Secret secret, Function<byte[], T> work) {
        byte[] input = secret.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            return limiter.call(() -> work.apply(input));
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        Argon2Phc phc = Argon2Phc.parse(hash);
        return !phc.cost().equals(cost)
                || phc.salt().length != SALT_LENGTH
                || phc.tag().length != TAG_LENGTH
                || !phc.isWrittenAs(hash);
    }

    @Override
    public PasswordHash decoy() {
        return decoy;
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

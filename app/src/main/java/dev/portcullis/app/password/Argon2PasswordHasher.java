package dev.portcullis.app.password;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id version 1.3 (RFC 9106) over the UTF-8 form of a secret, with a salt of 128 bits and a tag of 256 bits, as the
 * RFC recommends for passwords.
 */
public final class Argon2PasswordHasher implements PasswordHasher {
    private static final int SALT_LENGTH = 16;
    private static final int TAG_LENGTH = 32;

    private final Argon2Cost cost;
    private final HashingLimiter limiter;
    private final SecureRandom random;
    private final PasswordHash decoy;

    /** Reused memory, enough for all concurrent hashes, so that a flood of sign-ins creates no garbage. */
    private final BlockPool memory;

    public Argon2PasswordHasher(Argon2Cost cost, HashingLimiter limiter, SecureRandom random) {
        this.cost = cost;
        this.limiter = limiter;
        this.random = random;
        this.memory = new FixedBlockPool(
                limiter.count() * Argon2BytesGenerator.getBlockCount(cost.memory(), cost.parallelism()));
        // A random tag, which matches no known secret.
        this.decoy = new Argon2Phc(cost, randomBytes(SALT_LENGTH), randomBytes(TAG_LENGTH)).toHash();
    }

    @Override
    public PasswordHash hash(Secret secret) {
        byte[] salt = randomBytes(SALT_LENGTH);
        byte[] tag = limited(secret, input -> compute(input, cost, salt, TAG_LENGTH));
        return new Argon2Phc(cost, salt, tag).toHash();
    }

    @Override
    public boolean matches(Secret secret, PasswordHash hash) {
        Argon2Phc phc = Argon2Phc.parse(hash);
        return limited(secret, input -> {
            byte[] tag = compute(input, phc.cost(), phc.salt(), phc.tag().length);
            // Equal time for cheaper, old hashes: otherwise response times would reveal which logins exist.
            phc.cost().missingTo(cost).ifPresent(difference -> {
                byte[] unused = compute(input, difference, phc.salt(), TAG_LENGTH);
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

    private byte[] compute(byte[] input, Argon2Cost withCost, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(withCost.memory())
                .withIterations(withCost.iterations())
                .withParallelism(withCost.parallelism())
                .withSalt(salt)
                .withBlockPool(memory)
                .build());
        byte[] tag = new byte[length];
        int generated = generator.generateBytes(input, tag);
        return Arrays.copyOf(tag, generated);
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

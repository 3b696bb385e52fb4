package dev.portcullis.app.password;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id in Java, which runs everywhere. */
final class BouncyCastleArgon2id implements Argon2id {
    /** Reused memory, enough for all concurrent hashes, so that a flood of sign-ins creates no garbage. */
    private final BlockPool memory;

    /**
     * Creates the implementation with an empty pool of memory.
     *
     * @param concurrent maximum number of hashes at a time
     * @param cost of most hashes
     */
    BouncyCastleArgon2id(int concurrent, Argon2Cost cost) {
        this.memory =
                new FixedBlockPool(concurrent * Argon2BytesGenerator.getBlockCount(cost.memory(), cost.parallelism()));
    }

    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public byte[] tag(byte[] input, Argon2Cost cost, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt)
                .withBlockPool(memory)
                .build());
        byte[] tag = new byte[length];
        int generated = generator.generateBytes(input, tag);
        return Arrays.copyOf(tag, generated);
    }
}

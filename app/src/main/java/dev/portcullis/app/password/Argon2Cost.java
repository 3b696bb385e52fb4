package dev.portcullis.app.password;

import java.util.Optional;

/**
 * The cost of an Argon2id hash (RFC 9106).
 *
 * @param memory in KiB
 * @param iterations passes over the memory
 * @param parallelism lanes
 */
public record Argon2Cost(int memory, int iterations, int parallelism) {
    /** 19 MiB and 2 passes: the first choice of the OWASP Password Storage Cheat Sheet for a busy server. */
    public static final Argon2Cost OWASP = new Argon2Cost(19_456, 2, 1);

    /**
     * The minimum memory in KiB for each number of passes, from the same cheat sheet, which rates them equally strong.
     * More than 5 passes need the memory of 5.
     */
    private static final int[][] LEAST_MEMORY = {{1, 47_104}, {2, 19_456}, {3, 12_288}, {4, 9_216}, {5, 7_168}};

    private static final int MOST_MEMORY = 1 << 20;
    private static final int MOST_ITERATIONS = 64;
    private static final int MOST_LANES = 16;

    public Argon2Cost {
        boolean bounded = memory >= 8 * parallelism
                && memory <= MOST_MEMORY
                && iterations >= 1
                && iterations <= MOST_ITERATIONS
                && parallelism >= 1
                && parallelism <= MOST_LANES;
        if (!bounded) {
            throw new IllegalArgumentException("must be at most 1048576 KiB, 64 iterations and 16 lanes");
        }
    }

    /**
     * The cost of an extra computation that makes a hash of this cost take as long as one of the other; time is
     * proportional to memory times iterations. Empty if this one takes at least about as long.
     */
    public Optional<Argon2Cost> missingTo(Argon2Cost other) {
        long missing = (long) other.memory * other.iterations - (long) memory * iterations;
        int passes = other.iterations;
        int least = 8 * other.parallelism;
        return missing / passes < least
                ? Optional.empty()
                : Optional.of(new Argon2Cost((int) (missing / passes), passes, other.parallelism));
    }

    /** Checked for new hashes; a stored hash may be weaker and is renewed at the next sign-in. */
    public boolean isStrongEnough() {
        return memory >= LEAST_MEMORY[Math.min(iterations, LEAST_MEMORY.length) - 1][1];
    }
}

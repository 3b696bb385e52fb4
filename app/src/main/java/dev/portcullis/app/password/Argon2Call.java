package dev.portcullis.app.password;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntSupplier;

/**
 * One call of {@code argon2id_ctx}, in one block of native memory: {@code struct argon2_context} of {@code argon2.h} on
 * a 64-bit platform, followed by the tag, the password and the salt that it points to. The block is wiped after the
 * call.
 */
final class Argon2Call {
    private static final int CONTEXT = 120;

    /** {@code ARGON2_VERSION_13}. */
    private static final int VERSION = 0x13;

    private final byte[] input;
    private final Argon2Cost cost;
    private final byte[] salt;
    private final int length;

    Argon2Call(byte[] input, Argon2Cost cost, byte[] salt, int length) {
        this.input = input;
        this.cost = cost;
        this.salt = salt;
        this.length = length;
    }

    /** The size of the block in bytes. */
    int size() {
        return CONTEXT + length + input.length + salt.length;
    }

    /**
     * Fills the block, calls the function, and returns the tag.
     *
     * @param block of {@link #size()} bytes
     * @param address of the block
     * @param allocate {@code allocate_cbk}; 0 for {@code malloc}
     * @param free {@code free_cbk}; 0 for {@code free}
     * @param argon2id calls {@code argon2id_ctx} with the address, and returns its result
     * @throws IllegalStateException if the result is an error
     */
    byte[] run(ByteBuffer block, long address, long allocate, long free, IntSupplier argon2id) {
        try {
            fill(block.order(ByteOrder.nativeOrder()), address, allocate, free);
            int result = argon2id.getAsInt();
            if (result != 0) {
                throw new IllegalStateException("libargon2 failed with error " + result);
            }
            byte[] tag = new byte[length];
            block.get(CONTEXT, tag);
            return tag;
        } finally {
            block.put(0, new byte[size()]);
        }
    }

    private void fill(ByteBuffer block, long address, long allocate, long free) {
        int inputAt = CONTEXT + length;
        int saltAt = inputAt + input.length;
        block.put(inputAt, input).put(saltAt, salt);
        block.putLong(0, address + CONTEXT).putInt(8, length);
        block.putLong(16, address + inputAt).putInt(24, input.length);
        block.putLong(32, address + saltAt).putInt(40, salt.length);
        // Neither a secret key nor associated data.
        block.putLong(48, 0).putInt(56, 0).putLong(64, 0).putInt(72, 0);
        block.putInt(76, cost.iterations()).putInt(80, cost.memory());
        // One thread computes all lanes, so that the permits limit the cores as well.
        block.putInt(84, cost.parallelism()).putInt(88, 1).putInt(92, VERSION);
        block.putLong(96, allocate).putLong(104, free).putInt(112, 0);
    }
}

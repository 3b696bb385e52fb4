package dev.portcullis.signingkey;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys {@code key-1}, {@code key-2} and so on, by which nothing can be signed. */
public final class CountingKeyPairGenerator implements KeyPairGenerator {
    private final AtomicInteger made = new AtomicInteger();

    int made() {
        return made.get();
    }

    @Override
    public NewKey make() {
        int number = made.incrementAndGet();
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        return new NewKey("key-" + number, bytes, bytes);
    }
}

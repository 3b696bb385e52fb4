package dev.portcullis.audit.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Signs without a secret. */
public final class FakeSealKey implements SealKey {
    private final Set<String> known = new HashSet<>();
    private String current;

    public FakeSealKey(String current) {
        this.current = current;
        known.add(current);
    }

    public void changeTo(String key) {
        current = key;
        known.add(key);
    }

    public void forget(String key) {
        known.remove(key);
    }

    @Override
    public String id() {
        return current;
    }

    @Override
    public byte[] sign(byte[] message) {
        return signature(current, message);
    }

    @Override
    public boolean knows(String keyId) {
        return known.contains(keyId);
    }

    @Override
    public boolean verify(String keyId, byte[] message, byte[] signature) {
        if (!knows(keyId)) {
            throw new IllegalArgumentException("no such key");
        }
        return Arrays.equals(signature(keyId, message), signature);
    }

    private static byte[] signature(String key, byte[] message) {
        return Hash.over("secret of ".getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8), message)
                .bytes();
    }
}

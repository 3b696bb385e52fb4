package com.example.keys;

import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** Signing keys in a file, one property for each. Locks nothing itself, because units of work take turns. */
public final class FileSigningKeyStore implements SigningKeyStore {
    private static final String NOT_PLANNED = "-";

    private final FileUnitOfWork work;
    private final Clock clock;

    public FileSigningKeyStore(FileUnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Contents read() {
        Properties properties = work.content();
        List<StoredKey> keys = properties.stringPropertyNames().stream()
                .map(id -> parse(id, properties.getProperty(id)))
                .toList();
        return new Contents(keys, clock.instant());
    }

    @Override
    public Contents lock() {
        return read();
    }

    @Override
    public void insert(StoredKey key) {
        boolean isTaken = read().keys().stream()
                .anyMatch(kept ->
                        kept.id().equals(key.id()) || encode(kept.publicKey()).equals(encode(key.publicKey())));
        if (isTaken) {
            throw new IllegalStateException("there is such a key");
        }
        store(key);
    }

    @Override
    public void update(SigningKeySchedule life) {
        StoredKey key = existing(life.id());
        Instant publishedAt = key.life().publishedAt();
        store(new StoredKey(
                new SigningKeySchedule(life.id(), publishedAt, life.signsFrom(), life.retiredAt()),
                key.publicKey(),
                key.encryptedPrivateKey()));
    }

    @Override
    public void replacePrivateKey(String id, byte[] encryptedPrivateKey) {
        StoredKey key = existing(id);
        store(new StoredKey(key.life(), key.publicKey(), encryptedPrivateKey));
    }

    @Override
    public void remove(String id) {
        work.content().remove(id);
    }

    private StoredKey existing(String id) {
        String line = work.content().getProperty(id);
        if (line == null) {
            throw new IllegalStateException("no such key");
        }
        return parse(id, line);
    }

    private void store(StoredKey key) {
        SigningKeySchedule life = key.life();
        String retiredAt = life.retiredAt() == null ? NOT_PLANNED : life.retiredAt().toString();
        String line = String.join(
                " ",
                life.publishedAt().toString(),
                life.signsFrom().toString(),
                retiredAt,
                encode(key.publicKey()),
                encode(key.encryptedPrivateKey()));
        work.content().setProperty(key.id(), line);
    }

    private static StoredKey parse(String id, String line) {
        String[] parts = line.split(" ");
        Instant retiredAt = parts[2].equals(NOT_PLANNED) ? null : Instant.parse(parts[2]);
        return new StoredKey(
                new SigningKeySchedule(id, Instant.parse(parts[0]), Instant.parse(parts[1]), retiredAt),
                Base64.getDecoder().decode(parts[3]),
                Base64.getDecoder().decode(parts[4]));
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

package dev.portcullis.app.crypto;

import dev.portcullis.kernel.Ids;
import dev.portcullis.signingkey.KeyPairGenerator;
import java.security.KeyPair;
import java.security.SecureRandom;

/** Generates signing keys and encrypts their private keys with the encryption key. Safe for use by many threads. */
public final class EncryptedKeyPairs implements KeyPairGenerator {
    private final KeyEncryption encryption;
    private final Ids ids;
    private final SecureRandom random;

    public EncryptedKeyPairs(EncryptionKeys keys, Ids ids, SecureRandom random) {
        this.encryption = new KeyEncryption(keys, random);
        this.ids = ids;
        this.random = random;
    }

    @Override
    public NewKey make() {
        return encrypt(Es256.generate(random));
    }

    /** Encrypts an imported key pair and gives it an id. */
    public NewKey encrypt(KeyPair pair) {
        String id = ids.next().toString();
        return new NewKey(
                id,
                pair.getPublic().getEncoded(),
                encryption.encrypt(id, pair.getPrivate().getEncoded()));
    }
}

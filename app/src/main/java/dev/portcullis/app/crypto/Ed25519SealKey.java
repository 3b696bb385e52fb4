package dev.portcullis.app.crypto;

import dev.portcullis.audit.seal.Hash;
import dev.portcullis.audit.seal.SealKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Ed25519 (RFC 8032) with a key that is derived from the encryption key and stored nowhere. Keys derived from previous
 * encryption keys only verify. A key id is the first 128 bits of the SHA-256 of the public key. Immutable and safe for
 * use by many threads.
 */
public final class Ed25519SealKey implements SealKey {
    private static final String PURPOSE = "audit-seal";
    private static final int ID_LENGTH = 16;

    /**
     * A public key with which others verify seals.
     *
     * @param encoded Base64 of the X.509 encoding (RFC 8410), the line inside a PEM file
     */
    public record PublicSealKey(String id, String encoded) {}

    private final Ed25519PrivateKeyParameters signing;
    private final String id;
    private final Map<String, Ed25519PublicKeyParameters> checking;

    public Ed25519SealKey(EncryptionKeys keys) {
        List<Ed25519PrivateKeyParameters> all = keys.all(PURPOSE).stream()
                .map(seed -> new Ed25519PrivateKeyParameters(seed.secret()))
                .toList();
        signing = all.get(0);
        id = idOf(signing.generatePublicKey());
        checking = new LinkedHashMap<>();
        for (Ed25519PrivateKeyParameters key : all) {
            Ed25519PublicKeyParameters publicKey = key.generatePublicKey();
            checking.put(idOf(publicKey), publicKey);
        }
    }

    private static String idOf(Ed25519PublicKeyParameters key) {
        return HexFormat.of().formatHex(Hash.over(key.getEncoded()).bytes(), 0, ID_LENGTH);
    }

    private static String encode(Ed25519PublicKeyParameters key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key)
                            .getEncoded());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** All keys that verify; the one that signs comes first. */
    public List<PublicSealKey> publicKeys() {
        return checking.entrySet().stream()
                .map(key -> new PublicSealKey(key.getKey(), encode(key.getValue())))
                .toList();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, signing);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    @Override
    public boolean knows(String keyId) {
        return checking.containsKey(keyId);
    }

    @Override
    public boolean verify(String keyId, byte[] message, byte[] signature) {
        Ed25519PublicKeyParameters key = checking.get(keyId);
        if (key == null) {
            throw new IllegalArgumentException("unknown key");
        }
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(false, key);
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }
}

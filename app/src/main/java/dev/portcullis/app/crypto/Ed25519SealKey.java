package dev.portcullis.app.crypto;

import dev.portcullis.audit.seal.SealKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Ed25519 (RFC 8032) with a key that is derived from the encryption key and stored nowhere. Keys derived from previous
 * encryption keys only verify. A key id is the first 128 bits of the SHA-256 of the public key. Immutable and safe for
 * use by many threads.
 */
public final class Ed25519SealKey implements SealKey {
    private static final String PURPOSE = "audit-seal";
    private static final int ID_LENGTH = 16;

    /** The constant prefix of a public key's X.509 encoding, before its 32 bytes (RFC 8410, 4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int X509_LENGTH = X509_PREFIX.length + Ed25519PublicKeyParameters.KEY_SIZE;

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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(Arrays.copyOf(hash, ID_LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK lacks SHA-256", e);
        }
    }

    private static String encode(Ed25519PublicKeyParameters key) {
        byte[] encoded = ByteBuffer.allocate(X509_LENGTH)
                .put(X509_PREFIX)
                .put(key.getEncoded())
                .array();
        return Base64.getEncoder().encodeToString(encoded);
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

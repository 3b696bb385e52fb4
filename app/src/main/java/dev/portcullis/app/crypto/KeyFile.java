package dev.portcullis.app.crypto;

import dev.portcullis.kernel.Unicode;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Reads a private key that can sign ES256 from a file: PKCS #8 in PEM (RFC 7468), or a JWK (RFC 7517), in UTF-8 with or
 * without a byte order mark. Bouncy Castle and jose4j parse the file. Keys on other curves and of other algorithms are
 * rejected, the weak ones (less than 128 bits of strength; ASVS 5.0, 11.2.3) with a hint that they are weak.
 */
public final class KeyFile {
    /** In bytes; far more than a key needs. */
    private static final long MAXIMUM_SIZE = 65_536;

    /** Bits of an RSA modulus with 128 bits of strength (NIST SP 800-57 Part 1, table 2). */
    private static final int STRONG_RSA = 3_072;

    /** Bits of the order of a curve with 128 bits of strength. */
    private static final int STRONG_CURVE = 256;

    private static final String EXPECTATION =
            " Tokens are signed with ES256, which needs a key on the curve P-256. Create"
                    + " one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";

    private KeyFile() {}

    /**
     * Reads a key pair.
     *
     * @throws IOException if the file cannot be read or is larger than 64 KiB
     * @throws InvalidKeyException if the file contains no usable key; the message is a sentence for the operator and
     *     reveals nothing of the key
     */
    public static KeyPair read(Path file) throws IOException, InvalidKeyException {
        if (Files.size(file) > MAXIMUM_SIZE) {
            throw new IOException("larger than any key");
        }
        return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    static KeyPair parse(String content) throws InvalidKeyException {
        String text = Unicode.withoutByteOrderMark(content).strip();
        return text.startsWith("{") ? parseJwk(text) : parsePem(text);
    }

    private static KeyPair parsePem(String text) throws InvalidKeyException {
        PemObject pem = pem(text);
        return switch (pem.getType()) {
            case "PRIVATE KEY" -> parsePkcs8(pem.getContent());
            case "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                throw new InvalidKeyException(
                        "The PEM is not unencrypted PKCS #8. Convert it with: openssl pkcs8 -topk8"
                                + " -nocrypt -in FILE");
            default -> throw new InvalidKeyException("The PEM contains no private key.");
        };
    }

    private static PemObject pem(String text) throws InvalidKeyException {
        try (PemReader reader = new PemReader(new StringReader(text))) {
            PemObject pem = reader.readPemObject();
            if (pem != null) {
                return pem;
            }
        } catch (IOException | RuntimeException malformed) {
            throw new InvalidKeyException("The PEM is damaged.");
        }
        throw new InvalidKeyException("The file is neither a PEM nor a JWK.");
    }

    private static KeyPair parsePkcs8(byte[] pkcs8) throws InvalidKeyException {
        try {
            return pair(PrivateKeyFactory.createKey(pkcs8));
        } catch (IOException | RuntimeException damaged) {
            throw new InvalidKeyException("The PEM is damaged.");
        }
    }

    private static KeyPair parseJwk(String text) throws InvalidKeyException {
        try {
            JsonWebKey jwk = JsonWebKey.Factory.newJwk(text);
            if (jwk instanceof OctetSequenceJsonWebKey) {
                throw unsuitable("symmetric");
            }
            PrivateKey key = jwk instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : null;
            if (key == null) {
                throw new InvalidKeyException("The JWK contains no private key.");
            }
            KeyPair pair = pair(PrivateKeyFactory.createKey(key.getEncoded()));
            if (!pair.getPublic().equals(jwk.getKey())) {
                throw new InvalidKeyException("The private and the public part of the JWK do not belong together.");
            }
            return pair;
        } catch (JoseException | IOException | RuntimeException unreadable) {
            throw new InvalidKeyException("The JWK is damaged or of an unknown type.");
        }
    }

    /** Computes the public key from the private one, so that a file cannot contradict itself. */
    private static KeyPair pair(AsymmetricKeyParameter key) throws IOException, InvalidKeyException {
        if (!(key instanceof ECPrivateKeyParameters ec) || !isP256(ec.getParameters())) {
            throw unsuitable(key);
        }
        ECDomainParameters curve = ec.getParameters();
        ECPublicKeyParameters publicKey =
                new ECPublicKeyParameters(new FixedPointCombMultiplier().multiply(curve.getG(), ec.getD()), curve);
        return new KeyPair(
                Es256.publicKey(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey)
                        .getEncoded()),
                Es256.privateKey(ec.getD()));
    }

    private static boolean isP256(ECDomainParameters curve) {
        return curve instanceof ECNamedDomainParameters named && named.getName().equals(SECObjectIdentifiers.secp256r1);
    }

    private static InvalidKeyException unsuitable(AsymmetricKeyParameter key) {
        if (key instanceof RSAKeyParameters rsa) {
            int bits = rsa.getModulus().bitLength();
            return unsuitable("RSA of " + bits + " bits", bits >= STRONG_RSA);
        }
        if (key instanceof ECPrivateKeyParameters ec) {
            BigInteger order = ec.getParameters().getN();
            return unsuitable("on " + nameOf(ec.getParameters()), order.bitLength() >= STRONG_CURVE);
        }
        return unsuitable(key instanceof Ed25519PrivateKeyParameters ? "Ed25519" : "of another algorithm");
    }

    private static String nameOf(ECDomainParameters curve) {
        ASN1ObjectIdentifier id = curve instanceof ECNamedDomainParameters named ? named.getName() : null;
        return id == null ? "a curve without a name" : ECNamedCurveTable.getName(id);
    }

    private static InvalidKeyException unsuitable(String kind) {
        return unsuitable(kind, true);
    }

    private static InvalidKeyException unsuitable(String kind, boolean isStrong) {
        return new InvalidKeyException("The key is " + (isStrong ? "" : "too weak: ") + kind + '.' + EXPECTATION);
    }
}

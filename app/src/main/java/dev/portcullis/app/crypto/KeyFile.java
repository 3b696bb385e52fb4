package dev.portcullis.app.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * A private key as operators have it in a file: PEM with PKCS #8 in it (RFC 7468), or a JWK (RFC 7517). What is weaker than
 * 128 bits (ASVS 5.0, 11.2.3; RFC 8725, 3.5) is refused, and so is what does not sign ES256.
 */
public final class KeyFile {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** RFC 8410, 3. */
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    /** Bits of a modulus that are worth 128 (NIST SP 800-57 Part 1, table 2). */
    private static final int LEAST_RSA = 3_072;

    private static final int LEAST_ORDER = 256;

    private static final String WANTED =
            "Tokens are signed by ES256, for which it has to be on the curve P-256; make one with:"
                    + " openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";

    /** What is in the file. */
    public sealed interface Content {
        record Usable(KeyPair pair) implements Content {
            @Override
            public <R> R fold(
                    Function<? super Usable, ? extends R> usable, Function<? super Refused, ? extends R> refused) {
                return usable.apply(this);
            }
        }

        /**
         * The file holds no key that can be used.
         *
         * @param sentence why, and what would do; with nothing of the key in it
         */
        record Refused(String sentence) implements Content {
            @Override
            public <R> R fold(
                    Function<? super Usable, ? extends R> usable, Function<? super Refused, ? extends R> refused) {
                return refused.apply(this);
            }
        }

        <R> R fold(Function<? super Usable, ? extends R> usable, Function<? super Refused, ? extends R> refused);
    }

    private KeyFile() {}

    public static Content read(String text) {
        return text.strip().startsWith("{") ? readJwk(text.strip()) : readPem(text);
    }

    private static Content readPem(String text) {
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            return refused("The file is neither a PEM nor a JWK.");
        }
        return switch (pem.group(1)) {
            case "PRIVATE KEY" -> readPkcs8(pem.group(2));
            case "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                refused("The PEM is not plain PKCS #8; make it so with: openssl pkcs8 -topk8 -nocrypt -in FILE");
            default -> refused("The PEM holds no private key.");
        };
    }

    private static Content readPkcs8(String base64) {
        try {
            PrivateKeyInfo info =
                    PrivateKeyInfo.getInstance(Base64.getMimeDecoder().decode(base64));
            AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
            ASN1ObjectIdentifier name = algorithm.getAlgorithm();
            if (name.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                RSAPrivateKey rsa = RSAPrivateKey.getInstance(info.parsePrivateKey());
                return rsa(rsa.getModulus().bitLength());
            }
            if (name.equals(ED25519)) {
                return another("Ed25519");
            }
            if (!name.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return another("of another kind");
            }
            X9ECParameters curve = algorithm.getParameters() instanceof ASN1ObjectIdentifier id
                    ? ECNamedCurveTable.getByOID(id)
                    : null;
            if (curve == null) {
                return another("on a curve without a name");
            }
            String curveName = ECNamedCurveTable.getName((ASN1ObjectIdentifier) algorithm.getParameters());
            BigInteger secret = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey())
                    .getKey();
            return SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())
                    ? pair(secret)
                    : elliptic(curve.getN().bitLength(), curveName);
        } catch (IOException | IllegalArgumentException | ClassCastException damaged) {
            return refused("The PEM is damaged.");
        }
    }

    private static Content readJwk(String text) {
        try {
            JsonWebKey jwk = JsonWebKey.Factory.newJwk(text);
            if (jwk instanceof OctetSequenceJsonWebKey) {
                return another("symmetric");
            }
            if (!(jwk instanceof PublicJsonWebKey) || ((PublicJsonWebKey) jwk).getPrivateKey() == null) {
                return refused("The JWK holds no private key.");
            }
            PublicJsonWebKey pair = (PublicJsonWebKey) jwk;
            Key publicKey = pair.getPublicKey();
            if (publicKey instanceof RSAKey rsa) {
                return rsa(rsa.getModulus().bitLength());
            }
            if (!(publicKey instanceof ECPublicKey elliptic)) {
                return another("of the type " + jwk.getKeyType());
            }
            if (!Es256.isOnCurve(elliptic)) {
                return elliptic(elliptic.getParams().getOrder().bitLength(), "another curve");
            }
            Content content = pair(((ECPrivateKey) pair.getPrivateKey()).getS());
            return content.fold(
                    usable -> usable.pair().getPublic().equals(publicKey)
                            ? usable
                            : refused("The two parts of the JWK do not belong together."),
                    refused -> refused);
        } catch (JoseException | RuntimeException unreadable) {
            return refused("The JWK is damaged, or of a kind that nothing here knows.");
        }
    }

    /** The public part follows from the secret, whatever else the file says. */
    private static Content pair(BigInteger secret) {
        ECParameterSpec curve = Es256.curve();
        if (secret.signum() <= 0 || secret.compareTo(curve.getOrder()) >= 0) {
            return refused("The key is no number below the order of its curve.");
        }
        X9ECParameters same = SECNamedCurves.getByName("secp256r1");
        org.bouncycastle.math.ec.ECPoint point =
                new FixedPointCombMultiplier().multiply(same.getG(), secret).normalize();
        ECPoint publicPoint = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            PublicKey publicKey = factory.generatePublic(new ECPublicKeySpec(publicPoint, curve));
            return new Content.Usable(
                    new KeyPair(publicKey, factory.generatePrivate(new ECPrivateKeySpec(secret, curve))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has the curve P-256", e);
        }
    }

    private static Content rsa(int bits) {
        return bits < LEAST_RSA
                ? refused("The key is too weak: RSA of " + bits + " bits. " + WANTED)
                : another("RSA of " + bits + " bits");
    }

    private static Content elliptic(int bits, String curve) {
        return bits < LEAST_ORDER
                ? refused("The key is too weak: on " + curve + ", of " + bits + " bits. " + WANTED)
                : another("on " + curve);
    }

    private static Content another(String what) {
        return refused("The key is " + what + ". " + WANTED);
    }

    private static Content.Refused refused(String sentence) {
        return new Content.Refused(sentence);
    }
}

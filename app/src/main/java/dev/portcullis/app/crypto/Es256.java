package dev.portcullis.app.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Key pairs for ES256 (RFC 7518) on the curve P-256, with a strength of 128 bits (ASVS 5.0, 11.2.3). */
final class Es256 {
    private static final String ALGORITHM = "EC";
    private static final ECGenParameterSpec CURVE = new ECGenParameterSpec("secp256r1");

    private Es256() {}

    static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(CURVE, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks the curve P-256", e);
        }
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(ALGORITHM);
            parameters.init(CURVE);
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks the curve P-256", e);
        }
    }

    /** @throws IllegalStateException if this is not a public key on P-256 */
    static ECPublicKey publicKey(byte[] x509) {
        try {
            ECPublicKey key =
                    (ECPublicKey) KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
            requireCurve(key);
            return key;
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalStateException("The signing key in the database is damaged", e);
        }
    }

    /** @throws IllegalStateException if this is not a private key on P-256 */
    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            requireCurve((ECKey) key);
            return key;
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalStateException("The signing key in the database is damaged", e);
        }
    }

    /** @param secret at least 1 and less than the order of the curve */
    static PrivateKey privateKey(BigInteger secret) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new ECPrivateKeySpec(secret, curve()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks the curve P-256", e);
        }
    }

    private static void requireCurve(ECKey key) {
        ECParameterSpec curve = curve();
        ECParameterSpec its = key.getParams();
        boolean isOnCurve = its.getCurve().equals(curve.getCurve())
                && its.getGenerator().equals(curve.getGenerator())
                && its.getOrder().equals(curve.getOrder())
                && its.getCofactor() == curve.getCofactor();
        if (!isOnCurve) {
            throw new IllegalStateException("The signing key in the database is not on the curve P-256");
        }
    }
}

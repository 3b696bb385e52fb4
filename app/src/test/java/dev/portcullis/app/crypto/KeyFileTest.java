package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path directory;

    private static KeyPair elliptic(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + label + "-----\n";
    }

    private static String pem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static String jwk(KeyPair pair) throws JoseException {
        PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        jwk.setPrivateKey(pair.getPrivate());
        return jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }

    private static KeyPair pairIn(String text) throws InvalidKeyException {
        return KeyFile.parse(text);
    }

    private static String refusal(String text) {
        try {
            KeyPair unused = KeyFile.parse(text);
            return "usable";
        } catch (InvalidKeyException refused) {
            return refused.getMessage();
        }
    }

    @Test
    void computesThePublicKeyFromThePrivateKeyInAPem() throws Exception {
        for (int i = 0; i < 20; i++) {
            KeyPair pair = elliptic("secp256r1");

            assertThat(pairIn("Bag Attributes\n" + pem(pair)).getPublic()).isEqualTo(pair.getPublic());
            assertThat(pairIn(pem(pair)).getPrivate()).isEqualTo(pair.getPrivate());
        }
    }

    @Test
    void readsAJwk() throws Exception {
        KeyPair pair = elliptic("secp256r1");

        assertThat(pairIn(jwk(pair)).getPublic()).isEqualTo(pair.getPublic());
        assertThat(pairIn(jwk(pair)).getPrivate()).isEqualTo(pair.getPrivate());
    }

    @Test
    void readsFilesWithAByteOrderMark() throws Exception {
        KeyPair pair = elliptic("secp256r1");
        for (String content : List.of(jwk(pair), pem(pair), "\n " + jwk(pair))) {
            Path file = Files.writeString(directory.resolve("key"), "\uFEFF" + content);

            assertThat(KeyFile.read(file).getPublic()).isEqualTo(pair.getPublic());
        }
    }

    @Test
    void readsNoLargeFiles() throws Exception {
        Path file = Files.writeString(directory.resolve("key"), " ".repeat(65_537));

        assertThatThrownBy(() -> KeyFile.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void returnsKeysThatTheServiceCanStoreAndRead() throws Exception {
        KeyPair pair = pairIn(pem(elliptic("secp256r1")));

        ECPublicKey again = Es256.publicKey(pair.getPublic().getEncoded());
        assertThat(again).isEqualTo(pair.getPublic());
        assertThat(Es256.privateKey(pair.getPrivate().getEncoded())).isEqualTo(pair.getPrivate());
    }

    @TestFactory
    Stream<DynamicTest> rejectsWeakKeysAndOtherAlgorithms() throws Exception {
        // Made by OpenSSL 3: 'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp224r1'. Java makes none so weak.
        String weakCurve = "-----BEGIN PRIVATE KEY-----\n"
                + "MHgCAQAwEAYHKoZIzj0CAQYFK4EEACEEYTBfAgEBBBxZwfrPPgMF8sFVAxm07CSI\n"
                + "RW9EuNE05LZxlwNvoTwDOgAES6I5OnTqrFtO/+QEd470DtYtKHEMjzALsl4tIF8A\n"
                + "4rul6eirZSjbu090Mf8A6T/o2w4I4kZRQ8Q=\n"
                + "-----END PRIVATE KEY-----\n";
        KeyPair good = elliptic("secp256r1");
        byte[] damaged = good.getPrivate().getEncoded();
        damaged[0] ^= 1;
        String otherPublic = PublicJsonWebKey.Factory.newPublicJwk(
                        elliptic("secp256r1").getPublic())
                .toJson();
        String secret = PublicJsonWebKey.Factory.newPublicJwk(jwk(good))
                .toJson(OutputControlLevel.INCLUDE_PRIVATE)
                .replaceAll(".*(\"d\":\"[^\"]*\").*", "$1");
        Map<String, String> refusals = Map.ofEntries(
                Map.entry(pem(rsa(2048)), "too weak: RSA of 2048 bits"),
                Map.entry(pem(rsa(3072)), "RSA of 3072 bits. Tokens are signed with ES256"),
                Map.entry(jwk(rsa(2048)), "too weak: RSA of 2048 bits"),
                Map.entry(weakCurve, "too weak"),
                Map.entry(pem(elliptic("secp384r1")), "secp384r1"),
                Map.entry(jwk(elliptic("secp384r1")), "curve P-256"),
                Map.entry(
                        pem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()),
                        "Ed25519. Tokens are signed with"),
                Map.entry("{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}", "symmetric"),
                Map.entry(
                        PublicJsonWebKey.Factory.newPublicJwk(good.getPublic()).toJson(), "contains no private key"),
                Map.entry(otherPublic.replace("}", "," + secret + "}"), "do not belong together"),
                Map.entry(pem("PUBLIC KEY", good.getPublic().getEncoded()), "contains no private key"),
                Map.entry(pem("EC PRIVATE KEY", good.getPrivate().getEncoded()), "openssl pkcs8 -topk8"),
                Map.entry(pem("ENCRYPTED PRIVATE KEY", good.getPrivate().getEncoded()), "openssl pkcs8 -topk8"),
                Map.entry(pem("PRIVATE KEY", damaged), "damaged"),
                Map.entry("{\"kty\":", "JWK is damaged"),
                Map.entry("", "neither a PEM nor a JWK"),
                Map.entry("-----BEGIN PRIVATE KEY-----\n", "PEM is damaged"));
        return refusals.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getValue(),
                        () -> assertThat(refusal(entry.getKey())).contains(entry.getValue())));
    }

    @Test
    void rejectsRandomBytes() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(200) + 1];
            random.nextBytes(bytes);

            assertThat(refusal(pem("PRIVATE KEY", bytes))).isNotEqualTo("usable");
            assertThat(refusal("{" + new String(bytes, StandardCharsets.ISO_8859_1)))
                    .isNotEqualTo("usable");
        }
    }
}

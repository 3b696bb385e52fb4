package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.app.crypto.Ed25519SealKey.PublicSealKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;

class Ed25519SealKeyTest {
    private static final byte[] MESSAGE = "a seal".getBytes(StandardCharsets.UTF_8);

    private static Ed25519SealKey derivedFrom(String current, String... previous) {
        return new Ed25519SealKey(EncryptionKeys.of(current, List.of(previous)));
    }

    private static boolean verifies(Ed25519SealKey key, String keyId, byte[] signature) {
        return key.verify(keyId, MESSAGE, signature);
    }

    @Test
    void signsWhatItCanCheckAlsoAfterTheNextStart() {
        String encryptionKey = Keys.aKey();
        Ed25519SealKey key = derivedFrom(encryptionKey);
        Ed25519SealKey sameKey = derivedFrom(encryptionKey);

        assertThat(sameKey.id()).isEqualTo(key.id());
        assertThat(sameKey.knows(key.id())).isTrue();
        assertThat(verifies(sameKey, key.id(), key.sign(MESSAGE))).isTrue();
    }

    /** Existing seals must still verify, so the derivation of the key never changes. */
    @Test
    void isDerivedAsItAlwaysWas() throws GeneralSecurityException {
        byte[] encryptionKey = new byte[EncryptionKeys.LENGTH];
        byte[] seed = Keys.derived(encryptionKey, "portcullis/audit-seal");
        String point = HexFormat.of()
                .formatHex(new Ed25519PrivateKeyParameters(seed)
                        .generatePublicKey()
                        .getEncoded());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(point));
        byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + point);

        assertThat(derivedFrom(Base64.getEncoder().encodeToString(encryptionKey))
                        .publicKeys())
                .containsExactly(new PublicSealKey(
                        HexFormat.of().formatHex(hash, 0, 16),
                        Base64.getEncoder().encodeToString(encoded)));
    }

    @Test
    void refusesWhatWasChangedByOneBit() {
        Ed25519SealKey key = derivedFrom(Keys.aKey());
        byte[] signature = key.sign(MESSAGE);

        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertThat(verifies(key, key.id(), changed)).isFalse();
        }
        assertThat(key.verify(key.id(), "a seaL".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoSignatureAtAll() {
        Ed25519SealKey key = derivedFrom(Keys.aKey());

        assertThat(verifies(key, key.id(), new byte[0])).isFalse();
        assertThat(verifies(key, key.id(), new byte[63])).isFalse();
        assertThat(verifies(key, key.id(), new byte[64])).isFalse();
        assertThat(verifies(key, key.id(), new byte[512])).isFalse();
    }

    @Test
    void checksWhatAnEarlierKeySignedAndNoOther() {
        String earlier = Keys.aKey();
        Ed25519SealKey before = derivedFrom(earlier);
        byte[] signature = before.sign(MESSAGE);
        Ed25519SealKey after = derivedFrom(Keys.aKey(), earlier);

        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(verifies(after, before.id(), signature)).isTrue();
        assertThat(verifies(after, after.id(), signature)).isFalse();
        assertThat(after.publicKeys()).extracting(PublicSealKey::id).containsExactly(after.id(), before.id());
        assertThat(before.knows(after.id())).isFalse();
        assertThatThrownBy(() -> verifies(before, after.id(), signature)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isCheckedByOthersWithThePublicKey() throws GeneralSecurityException {
        Ed25519SealKey key = derivedFrom(Keys.aKey());
        byte[] encoded = Base64.getDecoder().decode(key.publicKeys().get(0).encoded());

        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        jdk.update(MESSAGE);

        assertThat(jdk.verify(key.sign(MESSAGE))).isTrue();
    }
}

package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HmacPseudonymsTest {
    private static final String TEXT = "ada@example.com";

    static Stream<Function<EncryptionKeys, HmacPseudonyms>> purposes() {
        return Stream.of(HmacPseudonyms::forAuditLog, HmacPseudonyms::forRateLimits, HmacPseudonyms::forEmailChanges);
    }

    @ParameterizedTest
    @MethodSource("purposes")
    void areTheSameForTheSameTextUnderTheSameKeyAlone(Function<EncryptionKeys, HmacPseudonyms> purpose) {
        String key = Keys.aKey();
        UUID pseudonym = purpose.apply(EncryptionKeys.of(key, List.of())).of(TEXT);

        assertThat(purpose.apply(EncryptionKeys.of(key, List.of(Keys.aKey()))).of(TEXT))
                .isEqualTo(pseudonym);
        assertThat(purpose.apply(EncryptionKeys.of(key, List.of())).of("bob@example.com"))
                .isNotEqualTo(pseudonym);
        assertThat(purpose.apply(EncryptionKeys.of(Keys.aKey(), List.of())).of(TEXT))
                .isNotEqualTo(pseudonym)
                .isNotEqualTo(UUID.nameUUIDFromBytes(TEXT.getBytes(StandardCharsets.UTF_8)));
    }

    /** Any other value would no longer match the rows that a database already has. */
    @Test
    void stayTheSameFromReleaseToRelease() throws GeneralSecurityException {
        byte[] key = new byte[EncryptionKeys.LENGTH];
        key[0] = 1;
        EncryptionKeys keys = EncryptionKeys.of(Base64.getEncoder().encodeToString(key), List.of());

        assertThat(HmacPseudonyms.forAuditLog(keys).of(TEXT)).isEqualTo(expected(key, "portcullis/audit-login", TEXT));
        assertThat(HmacPseudonyms.forRateLimits(keys).of("SIGN_IN from 192.0.2.7"))
                .isEqualTo(expected(key, "portcullis/throttle", "SIGN_IN from 192.0.2.7"));
        assertThat(HmacPseudonyms.forEmailChanges(keys).of(TEXT))
                .isEqualTo(expected(key, "portcullis/email-change", TEXT));
    }

    private static UUID expected(byte[] key, String purpose, String text) throws GeneralSecurityException {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(Keys.mac(Keys.derived(key, purpose), message));
        return new UUID(hash.getLong(), hash.getLong());
    }

    /** RFC 5869, A.3, without the bytes of the id: what the tests of derived keys compare with is right itself. */
    @Test
    void areComparedWithAPublishedDerivation() throws GeneralSecurityException {
        byte[] key = new byte[22];
        Arrays.fill(key, (byte) 0x0b);

        assertThat(Keys.derived(key, ""))
                .asHexString()
                .isEqualToIgnoringCase("a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395");
    }
}

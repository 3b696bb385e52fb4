package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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

    /** Computed by the first release: another value would no longer match the rows that a database already has. */
    @Test
    void stayTheSameFromReleaseToRelease() {
        byte[] key = new byte[EncryptionKeys.LENGTH];
        key[0] = 1;
        EncryptionKeys keys = EncryptionKeys.of(Base64.getEncoder().encodeToString(key), List.of());

        assertThat(HmacPseudonyms.forAuditLog(keys).of(TEXT)).hasToString("f414e2db-15fc-e3bb-6666-e41e3257205d");
        assertThat(HmacPseudonyms.forRateLimits(keys).of("SIGN_IN from 192.0.2.7"))
                .hasToString("89e3e939-97b3-54b9-7afd-e3212779a1fd");
    }
}

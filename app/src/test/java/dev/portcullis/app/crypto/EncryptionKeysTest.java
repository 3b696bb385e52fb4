package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeysTest {
    @Test
    void deriveAKeyOfItsOwnForEachPurpose() {
        EncryptionKeys keys = EncryptionKeys.of(Keys.aKey(), List.of());

        assertThat(keys.current("one").secret())
                .hasSize(32)
                .isEqualTo(keys.current("one").secret())
                .isNotEqualTo(keys.current("another").secret());
    }

    @Test
    void areNotTheKeyThatWasGiven() {
        String key = Keys.aKey();

        assertThat(EncryptionKeys.of(key, List.of()).current("any").secret())
                .isNotEqualTo(Base64.getDecoder().decode(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "not base64!",
                "AAAAAAAAAAAAAAAAAAAAAA==",
                "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ"
            })
    void areRefusedWhenNot32BytesInBase64(String text) {
        assertThatThrownBy(() -> EncryptionKeys.of(text, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}

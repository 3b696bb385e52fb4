package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HmacThrottleKeysTest {
    @Test
    void areTheSameForTheSameTextUnderTheSameKeyAlone() {
        String key = Keys.aKey();
        UUID name = new HmacThrottleKeys(EncryptionKeys.of(key, List.of())).of("SIGN_IN from 192.0.2.7");

        assertThat(new HmacThrottleKeys(EncryptionKeys.of(key, List.of(Keys.aKey()))).of("SIGN_IN from 192.0.2.7"))
                .isEqualTo(name);
        assertThat(new HmacThrottleKeys(EncryptionKeys.of(key, List.of())).of("SIGN_IN from 192.0.2.8"))
                .isNotEqualTo(name);
        assertThat(new HmacThrottleKeys(EncryptionKeys.of(Keys.aKey(), List.of())).of("SIGN_IN from 192.0.2.7"))
                .isNotEqualTo(name)
                .isNotEqualTo(UUID.nameUUIDFromBytes("SIGN_IN from 192.0.2.7".getBytes(StandardCharsets.UTF_8)));
    }
}

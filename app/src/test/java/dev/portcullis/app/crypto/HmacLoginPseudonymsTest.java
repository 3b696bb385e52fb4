package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.AttemptedLogin;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class HmacLoginPseudonymsTest {
    private static final AttemptedLogin LOGIN = new AttemptedLogin("ada@example.com", "a***@e***");

    private static HmacLoginPseudonyms under(int firstByte) {
        byte[] key = new byte[32];
        key[0] = (byte) firstByte;
        return new HmacLoginPseudonyms(EncryptionKeys.of(Base64.getEncoder().encodeToString(key), List.of()));
    }

    @Test
    void areTheSameForTheSameLoginUnderTheSameKeyAlone() {
        String pseudonym = under(1).of(LOGIN);

        assertThat(pseudonym).matches("[0-9a-f]{32}").isEqualTo(under(1).of(LOGIN));
        assertThat(under(1).of(new AttemptedLogin("bob@example.com", "a***@e***")))
                .isNotEqualTo(pseudonym);
        assertThat(under(2).of(LOGIN)).isNotEqualTo(pseudonym);
    }
}

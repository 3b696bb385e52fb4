package dev.portcullis.app.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.RefreshTokens.Claims;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

class RefreshTokenFuzzTest {
    private static final int CLAIMS_LENGTH = 16 + 8;

    /** Fixed, so that genuine tokens can be kept among the inputs. */
    private final HmacRefreshTokens tokens = new HmacRefreshTokens(
            EncryptionKeys.of(Base64.getEncoder().encodeToString(new byte[EncryptionKeys.LENGTH]), List.of()));

    @FuzzTest
    void isReadOnlyAsItWasIssued(byte[] input) {
        String text = new String(input, UTF_8);
        tokens.read(new RefreshToken(text))
                .ifPresent(claims -> assertThat(
                                tokens.issue(claims.session(), claims.counter()).reveal())
                        .isEqualTo(text));

        ByteBuffer claims = ByteBuffer.wrap(Arrays.copyOf(input, CLAIMS_LENGTH));
        SessionId session = new SessionId(new UUID(claims.getLong(), claims.getLong()));
        long counter = claims.getLong();
        assertThat(tokens.read(tokens.issue(session, counter))).contains(new Claims(session, counter));
    }
}

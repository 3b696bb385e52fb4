package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.RefreshTokensContract;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HmacRefreshTokensTest implements RefreshTokensContract {
    private final String key = Keys.aKey();
    private final HmacRefreshTokens tokens = new HmacRefreshTokens(EncryptionKeys.of(key, List.of()));
    private final SessionId session = new SessionId(UUID.randomUUID());

    @Override
    public RefreshTokens refreshTokens() {
        return tokens;
    }

    @Test
    void refusesATokenWithAnyBitTurned() {
        byte[] genuine = Base64.getUrlDecoder().decode(tokens.issue(session, 7).reveal());
        for (int bit = 0; bit < genuine.length * 8; bit++) {
            byte[] turned = genuine.clone();
            turned[bit / 8] ^= (byte) (1 << (bit % 8));
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(turned);
            assertThat(tokens.read(new RefreshToken(text))).as("bit %d", bit).isEmpty();
        }
    }

    /** The session id is not secret; the MAC cannot be guessed. */
    @Test
    void carry256BitsThatNobodyMakesWithoutTheKey() {
        byte[] token = Base64.getUrlDecoder().decode(tokens.issue(session, 7).reveal());
        byte[] another = Base64.getUrlDecoder()
                .decode(new HmacRefreshTokens(EncryptionKeys.of(Keys.aKey(), List.of()))
                        .issue(session, 7)
                        .reveal());
        int macAt = token.length - 256 / 8;

        assertThat(macAt).isEqualTo(EncryptionKeys.ID_LENGTH + 16 + 8);
        assertThat(Arrays.copyOfRange(token, macAt, token.length))
                .isNotEqualTo(Arrays.copyOfRange(another, macAt, another.length));
    }

    @Test
    void takesTokensOfAnEarlierKeyAndIssuesThoseOfTheCurrent() {
        RefreshToken earlier = tokens.issue(session, 7);
        HmacRefreshTokens rotated = new HmacRefreshTokens(EncryptionKeys.of(Keys.aKey(), List.of(key)));

        assertThat(rotated.read(earlier)).contains(new RefreshTokens.Claims(session, 7));
        assertThat(rotated.issue(session, 8)).isNotEqualTo(tokens.issue(session, 8));
        assertThat(tokens.read(rotated.issue(session, 8))).isEmpty();
    }

    @Test
    void takesNoTokenOfAKeyThatIsGone() {
        HmacRefreshTokens others = new HmacRefreshTokens(EncryptionKeys.of(Keys.aKey(), List.of()));

        assertThat(others.read(tokens.issue(session, 7))).isEmpty();
    }
}

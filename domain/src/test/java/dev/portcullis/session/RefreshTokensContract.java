package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.SessionId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every maker of refresh tokens answers. */
public interface RefreshTokensContract {
    RefreshTokens refreshTokens();

    private static SessionId aSession() {
        return new SessionId(UUID.randomUUID());
    }

    @Test
    default void readsWhatItIssued() {
        SessionId session = aSession();

        RefreshToken token = refreshTokens().issue(session, Long.MAX_VALUE);

        assertThat(refreshTokens().read(token)).contains(new RefreshTokens.Claims(session, Long.MAX_VALUE));
    }

    @Test
    default void issuesTheSameTokenForTheSameCounterAndAnotherForAnother() {
        SessionId session = aSession();
        RefreshToken token = refreshTokens().issue(session, 7);

        assertThat(refreshTokens().issue(session, 7)).isEqualTo(token);
        assertThat(refreshTokens().issue(session, 8)).isNotEqualTo(token);
        assertThat(refreshTokens().issue(aSession(), 7)).isNotEqualTo(token);
    }

    @Test
    default void refusesATokenThatWasChangedAnywhere() {
        String genuine = refreshTokens().issue(aSession(), 7).reveal();

        for (int i = 0; i < genuine.length(); i++) {
            for (char other : new char[] {'A', 'b', '0', '-', '_', '=', ' ', '\0', 'é'}) {
                if (genuine.charAt(i) != other) {
                    String changed = genuine.substring(0, i) + other + genuine.substring(i + 1);
                    assertThat(refreshTokens().read(new RefreshToken(changed)))
                            .as("changed at %d", i)
                            .isEmpty();
                }
            }
        }
        assertThat(refreshTokens().read(new RefreshToken(genuine + "A"))).isEmpty();
        assertThat(refreshTokens().read(new RefreshToken(genuine.substring(1)))).isEmpty();
        assertThat(refreshTokens().read(new RefreshToken(genuine.substring(0, genuine.length() - 1))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "....", "DIN_REFRESH_TOKEN", "eyJhbGciOiJub25lIn0.e30.", "\ud800"})
    default void refusesWhatItNeverIssued(String text) {
        assertThat(refreshTokens().read(new RefreshToken(text))).isEmpty();
        assertThat(refreshTokens().read(new RefreshToken(text.repeat(8_192)))).isEmpty();
    }

    @Test
    default void neverShowsAToken() {
        RefreshToken token = refreshTokens().issue(aSession(), 7);

        assertThat("" + token).doesNotContain(token.reveal());
    }
}

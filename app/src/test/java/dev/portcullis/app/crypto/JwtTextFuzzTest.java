package dev.portcullis.app.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.SessionId;
import java.time.Clock;
import java.util.UUID;

/** Text in place of a token. In an input, {@code $access} and {@code $verification} are replaced by genuine tokens. */
class JwtTextFuzzTest {
    private final FuzzedJwts jwts = new FuzzedJwts();
    private final JwtAccessTokens accessTokens =
            new JwtAccessTokens(jwts.keys(), FuzzedJwts.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final JwtVerificationTokens verificationTokens =
            new JwtVerificationTokens(jwts.keys(), FuzzedJwts.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final String access = accessTokens
            .issue(AccountFixtures.anUnverifiedAccount(), new SessionId(new UUID(1, 1)))
            .reveal();
    private final String verification =
            verificationTokens.issue(AccountFixtures.anAccountId(), 1).reveal();

    @FuzzTest
    void isTakenOnlyWithASignatureOfOurs(byte[] input) {
        String text = new String(input, UTF_8).replace("$access", access).replace("$verification", verification);
        BearerToken token = new BearerToken(text);
        boolean isAccess = accessTokens.read(token).isPresent();
        boolean isVerification = verificationTokens.read(token).isPresent();

        assertThat(isAccess && isVerification).as("taken for both").isFalse();
        if (isAccess || isVerification) {
            assertThat(jwts.isSignedByUs(text)).as("signed by our key").isTrue();
        }
    }
}

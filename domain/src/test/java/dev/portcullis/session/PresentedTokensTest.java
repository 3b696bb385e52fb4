package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresentedTokensTest {
    private static final SessionId OLD = new SessionId(UUID.fromString("0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10"));
    private static final SessionId NEW = new SessionId(UUID.fromString("0199c2a0-6a5f-7000-8000-000000000000"));

    /** Of a time at which a signed comparison of UUIDs would turn around. */
    private static final SessionId FAR_FUTURE = new SessionId(UUID.fromString("f199c2a0-6a5f-7000-8000-000000000000"));

    private static final RefreshToken STALE = new RefreshToken("of-an-upstream");

    private final TickingClock clock = new TickingClock();
    private final FakeRefreshTokens refreshTokens = new FakeRefreshTokens();
    private final FakeAccessTokens accessTokens = new FakeAccessTokens(clock);
    private final PresentedTokens presented = PresentedTokens.issuedHere(refreshTokens::read, accessTokens::read);

    private BearerToken accessTokenOf(SessionId session) {
        return new BearerToken(accessTokens
                .issue(AccountFixtures.anUnverifiedAccount(), session)
                .reveal());
    }

    @Test
    void leavesOutWhatIsNotGenuine() {
        RefreshToken genuine = refreshTokens.issue(OLD, 1);

        assertThat(presented.refreshTokens(List.of(List.of(STALE, genuine)))).containsExactly(genuine);
        assertThat(presented.refreshTokens(List.of(List.of(STALE), List.of(genuine))))
                .containsExactly(genuine);
        assertThat(presented.refreshTokens(List.of(List.of(STALE)))).isEmpty();
        assertThat(presented.refreshTokens(List.of())).isEmpty();
    }

    /** An earlier token of the session would count as stolen, and end it. */
    @Test
    void takesTheHighestCounterOfASessionInWhicheverGroupItIs() {
        RefreshToken first = refreshTokens.issue(OLD, 1);
        RefreshToken second = refreshTokens.issue(OLD, 2);

        assertThat(presented.refreshTokens(List.of(List.of(first, second)))).containsExactly(second);
        assertThat(presented.refreshTokens(List.of(List.of(first), List.of(second))))
                .containsExactly(second);
    }

    @Test
    void takesTheSessionThatWasOpenedLast() {
        RefreshToken old = refreshTokens.issue(OLD, 9);
        RefreshToken recent = refreshTokens.issue(NEW, 1);
        RefreshToken last = refreshTokens.issue(FAR_FUTURE, 1);

        assertThat(presented.refreshTokens(List.of(List.of(old, last, recent)))).containsExactly(last, recent, old);
        assertThat(presented.accessToken(List.of(List.of(accessTokenOf(OLD), accessTokenOf(OLD)))))
                .isPresent();
        BearerToken access = accessTokenOf(NEW);
        assertThat(presented.accessToken(List.of(List.of(accessTokenOf(OLD), access, new BearerToken("x")))))
                .contains(access);
    }

    @Test
    void prefersTheMoreTrustedGroupToTheNewerSession() {
        RefreshToken trusted = refreshTokens.issue(OLD, 1);
        RefreshToken planted = refreshTokens.issue(NEW, 1);

        assertThat(presented.refreshTokens(List.of(List.of(trusted), List.of(planted))))
                .containsExactly(trusted, planted);
        BearerToken access = accessTokenOf(OLD);
        assertThat(presented.accessToken(List.of(List.of(access), List.of(accessTokenOf(NEW)))))
                .contains(access);
    }

    @Test
    void choosesAlikeInWhateverOrderTheyCome() {
        List<RefreshToken> tokens = new ArrayList<>(List.of(
                STALE,
                refreshTokens.issue(OLD, 1),
                refreshTokens.issue(OLD, 2),
                refreshTokens.issue(NEW, 3),
                refreshTokens.issue(NEW, 2)));
        List<RefreshToken> chosen = presented.refreshTokens(List.of(tokens));

        assertThat(chosen).containsExactly(refreshTokens.issue(NEW, 3), refreshTokens.issue(OLD, 2));
        for (int i = 0; i < tokens.size(); i++) {
            Collections.rotate(tokens, 1);
            assertThat(presented.refreshTokens(List.of(tokens))).isEqualTo(chosen);
        }
    }

    @Test
    void leavesOutAnAccessTokenThatHasExpired() {
        BearerToken expired = accessTokenOf(NEW);
        clock.advance(FakeAccessTokens.LIFETIME.plus(Duration.ofSeconds(1)));
        BearerToken good = accessTokenOf(OLD);

        assertThat(presented.accessToken(List.of(List.of(expired, good)))).contains(good);
        assertThat(presented.accessToken(List.of(List.of(expired)))).isEmpty();
    }

    @Test
    void choosesNoneThatAnotherServiceIssued() {
        PresentedTokens upstream = PresentedTokens.issuedUpstream();

        assertThat(upstream.refreshTokens(List.of(List.of(refreshTokens.issue(OLD, 1)))))
                .isEmpty();
        assertThat(upstream.accessToken(List.of(List.of(accessTokenOf(OLD))))).isEmpty();
    }
}

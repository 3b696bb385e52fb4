package dev.portcullis.session;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.composition.DecisionRunner;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every provider of sessions guarantees. */
public interface SessionsContract extends ProviderContract {
    Duration LATE = Duration.ofSeconds(11);

    private SessionTokens aSession() {
        return signedIn(signedUp(anEmailAddress()).account().email());
    }

    private void assertRefreshed(RefreshToken token, String how) {
        Result<SessionTokens> result = refresh(token);
        assertThat(reasonOf(result)).isEmpty();
        assertThat(result.note()).isEqualTo(tellsAll() ? how : "untold");
    }

    private void assertRefused(RefreshToken token, Reason reason) {
        assertThat(reasonOf(refresh(token))).contains(tellsAll() ? reason : Reason.SESSION_REJECTED);
    }

    private void assertNothingToEnd(RefreshToken token) {
        Result<Void> result = signOut(token);
        assertThat(reasonOf(result)).isEmpty();
        assertThat(result.note()).isEqualTo(tellsAll() ? "nothing_to_end" : "signed_out");
    }

    @Test
    default void exchangesATokenForTheNext() {
        SessionTokens first = aSession();

        SessionTokens second = refreshed(first.refresh());
        SessionTokens third = refreshed(second.refresh());

        assertThat(List.of(first.refresh(), second.refresh(), third.refresh())).doesNotHaveDuplicates();
    }

    @Test
    default void givesParallelCallersTheSameNextToken() {
        SessionTokens first = aSession();

        SessionTokens one = refreshed(first.refresh());
        SessionTokens other = refreshed(first.refresh());

        assertThat(other.refresh()).isEqualTo(one.refresh());
        assertRefreshed(first.refresh(), "repeated");
    }

    @Test
    default void givesTheCurrentTokenAgainWhenAResponseGotLost() {
        SessionTokens first = aSession();
        SessionTokens lost = refreshed(first.refresh());
        letTimePass(LATE);

        assertRefreshed(first.refresh(), "recovered");
        assertThat(refreshed(first.refresh()).refresh()).isEqualTo(lost.refresh());
        assertRefreshed(lost.refresh(), "advanced");
    }

    @Test
    default void endsTheSessionWhenAnAncestorIsUsed() {
        SessionTokens first = aSession();
        SessionTokens second = refreshed(first.refresh());
        SessionTokens third = refreshed(second.refresh());

        assertRefused(first.refresh(), Reason.TOKEN_REUSED);
        assertRefused(third.refresh(), Reason.SESSION_ENDED);
    }

    @Test
    default void findsOutTwoHoldersWhoAlternateWithinFourCycles() {
        RefreshToken owner = aSession().refresh();
        RefreshToken thief = owner;
        int cycles = 0;
        boolean found = false;
        while (!found && cycles < 10) {
            cycles++;
            owner = refreshed(owner).refresh();
            letTimePass(LATE);
            Result<SessionTokens> caughtUp = refresh(thief);
            found = caughtUp.isRefused();
            if (!found) {
                thief = caughtUp.value().refresh();
            }
        }

        assertThat(cycles).isEqualTo(4);
        assertRefused(owner, Reason.SESSION_ENDED);
    }

    @Test
    default void forgivesLostResponsesWithGoodCyclesBetween() {
        RefreshToken token = aSession().refresh();
        for (int i = 0; i < 8; i++) {
            RefreshToken parent = token;
            var lost = refreshed(parent);
            assertThat(lost.refresh()).isNotEqualTo(parent);
            letTimePass(LATE);
            token = refreshed(parent).refresh();
            token = refreshed(token).refresh();
            token = refreshed(token).refresh();
        }
    }

    @Test
    default void forgivesAnyNumberOfLateCallsWithinOneCycle() {
        SessionTokens first = aSession();
        SessionTokens lost = refreshed(first.refresh());
        for (int i = 0; i < 4; i++) {
            letTimePass(LATE);
            assertThat(refreshed(first.refresh()).refresh()).isEqualTo(lost.refresh());
        }

        assertRefreshed(lost.refresh(), "advanced");
    }

    @Test
    default void endsWhenItIsNotUsedForLong() {
        SessionTokens tokens = aSession();
        letTimePass(Duration.ofDays(14).plusSeconds(1));

        assertRefused(tokens.refresh(), Reason.SESSION_EXPIRED);
    }

    @Test
    default void endsAfterItsAbsoluteLifetimeHoweverOftenItIsUsed() {
        SessionTokens tokens = aSession();
        for (int day = 0; day < 84; day += 12) {
            letTimePass(Duration.ofDays(12));
            tokens = refreshed(tokens.refresh());
            assertThat(tokens.refreshLifetime()).isLessThanOrEqualTo(Duration.ofDays(14));
        }
        assertThat(tokens.refreshLifetime()).isLessThanOrEqualTo(Duration.ofDays(6));
        letTimePass(Duration.ofDays(6).plusSeconds(1));

        assertRefused(tokens.refresh(), Reason.SESSION_EXPIRED);
    }

    @Test
    default void endsAtSignOutByAnyOfItsTokens() {
        SessionTokens first = aSession();
        SessionTokens second = refreshed(first.refresh());

        signedOut(first.refresh());

        assertRefused(second.refresh(), Reason.SESSION_ENDED);
        assertNothingToEnd(second.refresh());
    }

    @Test
    default void changesNothingForATokenThatIsNotOurs() {
        SessionTokens tokens = aSession();
        for (String forged :
                List.of("", "x", "DIN_REFRESH_TOKEN", tokens.access().reveal())) {
            assertRefused(new RefreshToken(forged), Reason.TOKEN_NOT_GENUINE);
            assertNothingToEnd(new RefreshToken(forged));
        }
        assertRefreshed(tokens.refresh(), "advanced");
    }

    @Test
    default void refusesAndEndsNothingWithoutAToken() {
        assertRefused(null, Reason.TOKEN_MISSING);
        assertNothingToEnd(null);
    }

    @Test
    default void usesNothingUpWhenARefreshCannotBeRecorded() {
        SessionTokens tokens = aSession();

        assertThatThrownBy(() -> DecisionRunner.run(work(), sessions().refresh(tokens.refresh()), result -> {
                    throw new IllegalStateException("cannot be recorded");
                }))
                .isInstanceOf(RuntimeException.class);

        assertRefreshed(tokens.refresh(), "advanced");
    }

    @Test
    default void recordsEveryResultOnce() {
        SessionTokens tokens = aSession();
        List<Result<?>> recorded = new ArrayList<>();

        Result<SessionTokens> refreshed =
                DecisionRunner.run(work(), sessions().refresh(tokens.refresh()), recorded::add);
        Result<SessionTokens> refused =
                DecisionRunner.run(work(), sessions().refresh(new RefreshToken("x")), recorded::add);
        Result<Void> ended = DecisionRunner.run(work(), sessions().end(tokens.refresh()), recorded::add);

        assertThat(recorded).containsExactly(refreshed, refused, ended);
    }
}

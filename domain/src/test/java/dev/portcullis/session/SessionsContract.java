package dev.portcullis.session;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static dev.portcullis.session.ProviderContract.unrecorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.Belongings;
import dev.portcullis.session.RefreshSession.Outcome.How;
import dev.portcullis.session.RefreshSession.Outcome.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every provider of sessions answers. */
public interface SessionsContract extends ProviderContract {
    Duration LATE = Duration.ofSeconds(11);

    private SessionTokens aSession() {
        return signedIn(signedUp(anEmailAddress()).account().email());
    }

    private How howRefreshed(RefreshToken token) {
        RefreshSession.Outcome outcome = refresh(token);
        assertThat(outcome).isInstanceOf(RefreshSession.Outcome.Refreshed.class);
        return ((RefreshSession.Outcome.Refreshed) outcome).how();
    }

    private How told(How how) {
        return tellsAll() ? how : How.UNTOLD;
    }

    private Why told(Why why) {
        return tellsAll() ? why : Why.UNTOLD;
    }

    private Class<? extends SignOut.Outcome> nothingToEnd() {
        return tellsAll() ? SignOut.Outcome.NothingToEnd.class : SignOut.Outcome.Ended.class;
    }

    private Why whyRefused(RefreshToken token) {
        RefreshSession.Outcome outcome = refresh(token);
        assertThat(outcome).isInstanceOf(RefreshSession.Outcome.Refused.class);
        return ((RefreshSession.Outcome.Refused) outcome).why();
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
        assertThat(howRefreshed(first.refresh())).isEqualTo(told(How.REPEATED));
    }

    @Test
    default void givesOneWhoseAnswerGotLostTheCurrentTokenAgain() {
        SessionTokens first = aSession();
        SessionTokens lost = refreshed(first.refresh());
        letTimePass(LATE);

        assertThat(howRefreshed(first.refresh())).isEqualTo(told(How.RECOVERED));
        assertThat(refreshed(first.refresh()).refresh()).isEqualTo(lost.refresh());
        assertThat(howRefreshed(lost.refresh())).isEqualTo(told(How.ADVANCED));
    }

    @Test
    default void endsTheSessionWhenAnAncestorIsUsed() {
        SessionTokens first = aSession();
        SessionTokens second = refreshed(first.refresh());
        SessionTokens third = refreshed(second.refresh());

        assertThat(whyRefused(first.refresh())).isEqualTo(told(Why.REUSED));
        assertThat(whyRefused(third.refresh())).isEqualTo(told(Why.ENDED));
    }

    @Test
    default void findsOutTwoHoldersWhoAlternateWithinFourCycles() {
        RefreshToken owners = aSession().refresh();
        RefreshToken thiefs = owners;
        int cycles = 0;
        boolean found = false;
        while (!found && cycles < 10) {
            cycles++;
            owners = refreshed(owners).refresh();
            letTimePass(LATE);
            RefreshSession.Outcome outcome = refresh(thiefs);
            found = outcome instanceof RefreshSession.Outcome.Refused;
            if (outcome instanceof RefreshSession.Outcome.Refreshed caughtUp) {
                thiefs = caughtUp.tokens().refresh();
            }
        }

        assertThat(cycles).isEqualTo(4);
        assertThat(whyRefused(owners)).isEqualTo(told(Why.ENDED));
    }

    @Test
    default void forgivesLostAnswersWithGoodCyclesBetween() {
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
    default void endsWhenItIsNotUsedForLong() {
        SessionTokens tokens = aSession();
        letTimePass(Duration.ofDays(14).plusSeconds(1));

        assertThat(whyRefused(tokens.refresh())).isEqualTo(told(Why.EXPIRED));
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

        assertThat(whyRefused(tokens.refresh())).isEqualTo(told(Why.EXPIRED));
    }

    @Test
    default void endsAtSignOutByAnyOfItsTokens() {
        SessionTokens first = aSession();
        SessionTokens second = refreshed(first.refresh());

        assertThat(sessions().end(first.refresh(), Belongings.none(), unrecorded()))
                .isInstanceOf(SignOut.Outcome.Ended.class);

        assertThat(whyRefused(second.refresh())).isEqualTo(told(Why.ENDED));
        assertThat(sessions().end(second.refresh(), Belongings.none(), unrecorded()))
                .isInstanceOf(nothingToEnd());
    }

    @Test
    default void changesNothingForATokenThatIsNotOurs() {
        SessionTokens tokens = aSession();
        for (String forged :
                List.of("", "x", "DIN_REFRESH_TOKEN", tokens.access().reveal())) {
            assertThat(whyRefused(new RefreshToken(forged))).isEqualTo(told(Why.NOT_GENUINE));
            assertThat(sessions().end(new RefreshToken(forged), Belongings.none(), unrecorded()))
                    .isInstanceOf(nothingToEnd());
        }
        assertThat(howRefreshed(tokens.refresh())).isEqualTo(told(How.ADVANCED));
    }

    @Test
    default void refusesAndEndsNothingWithoutAToken() {
        assertThat(whyRefused(null)).isEqualTo(told(Why.MISSING));
        assertThat(sessions().end(null, Belongings.none(), unrecorded())).isInstanceOf(nothingToEnd());
    }

    @Test
    default void usesNothingUpWhenARefreshCannotBeRecorded() {
        SessionTokens tokens = aSession();

        assertThatThrownBy(() -> sessions().refresh(tokens.refresh(), Belongings.none(), outcome -> {
                    throw new IllegalStateException("cannot be recorded");
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(howRefreshed(tokens.refresh())).isEqualTo(told(How.ADVANCED));
    }

    @Test
    default void recordsEveryOutcomeOnce() {
        SessionTokens tokens = aSession();
        List<Object> recorded = new ArrayList<>();

        RefreshSession.Outcome refreshed = sessions().refresh(tokens.refresh(), Belongings.none(), recorded::add);
        RefreshSession.Outcome refused = sessions().refresh(new RefreshToken("x"), Belongings.none(), recorded::add);
        SignOut.Outcome ended = sessions().end(tokens.refresh(), Belongings.none(), recorded::add);

        assertThat(recorded).containsExactly(refreshed, refused, ended);
    }
}

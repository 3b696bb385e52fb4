package dev.portcullis.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.app.model.DeployedSessions.Observed;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import java.time.Duration;
import java.util.List;

/**
 * A browser that shares its tokens with nobody, on a connection that loses responses. It keeps the token of the last
 * response that arrived. After a lost response it retries inside the grace window, or later in at most three cycles in
 * a row.
 */
final class HonestClient {
    /** Well inside the window, so that a slow machine does not carry the client out of it. */
    private static final Duration SOON = SessionModel.GRACE_WINDOW.minusSeconds(3);

    private static final Duration IDLE_LIFETIME = Duration.ofDays(13);
    private static final Duration LIFETIME = Duration.ofDays(89);

    private final DeployedSessions deployed;
    private final Account account;
    private final SessionId session;
    private RefreshToken held;
    private RefreshToken newest;
    private Duration age = Duration.ZERO;
    private Duration sinceAdvance = Duration.ZERO;
    private boolean lateInThisCycle;
    private int lateCycles;

    HonestClient(DeployedSessions deployed) {
        this.deployed = deployed;
        this.account = deployed.newAccount();
        Result<SessionTokens> granted = deployed.signIn(account, null).result();
        this.session = granted.subject().session();
        this.held = granted.value().refresh();
        this.newest = held;
    }

    private boolean missesAnAnswer() {
        return !held.equals(newest);
    }

    void refresh(boolean answerArrives) {
        refreshed(List.of(deployed.refresh(held)), answerArrives);
    }

    void refreshInTabs(int tabs, boolean answersArrive) {
        refreshed(deployed.refreshAtOnce(held, tabs), answersArrive);
    }

    private void refreshed(List<Observed<SessionTokens>> answers, boolean arrive) {
        for (Observed<SessionTokens> answer : answers) {
            assertThat(answer.result().isRefused())
                    .as("rule: an honest client is never signed out, whatever answers were lost")
                    .isFalse();
            RefreshToken token = answer.result().value().refresh();
            if (!token.equals(newest)) {
                assertThat(missesAnAnswer())
                        .as("rule: nothing advances past an answer that was missed")
                        .isFalse();
                newest = token;
                sinceAdvance = Duration.ZERO;
                lateCycles = lateInThisCycle ? lateCycles : 0;
                lateInThisCycle = false;
            }
        }
        if (arrive) {
            held = newest;
        }
    }

    void crash() {
        deployed.crashInRefresh(held);
    }

    /** An attacker without any of the client's tokens tries. */
    void endureForgery(Forgery forgery) {
        RefreshToken forged = forgery.forge().apply(new Forgery.Template(session, 1, held));
        assertThat(deployed.refresh(forged).result()).isEqualTo(Result.refused(Reason.TOKEN_NOT_GENUINE));
    }

    /** Pauses this long, or as long as an honest client in this state waits. */
    void pause(Duration asked) {
        Duration pause = shorter(asked, shorter(LIFETIME.minus(age), IDLE_LIFETIME.minus(sinceAdvance)));
        Duration leftOfWindow = SOON.minus(sinceAdvance);
        if (missesAnAnswer() && !lateInThisCycle && pause.compareTo(leftOfWindow) > 0) {
            boolean isLate = sinceAdvance.plus(pause).compareTo(SessionModel.GRACE_WINDOW) > 0;
            if (isLate && lateCycles < SessionModel.FORGIVEN_IN_A_ROW) {
                lateInThisCycle = true;
                lateCycles++;
            } else {
                pause = leftOfWindow;
            }
        }
        if (!pause.isNegative() && !pause.isZero()) {
            deployed.letTimePass(account.id(), pause);
            age = age.plus(pause);
            sinceAdvance = sinceAdvance.plus(pause);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public String toString() {
        return (missesAnAnswer() ? "misses an answer" : "holds the current token") + ", " + lateCycles
                + " late cycles in a row";
    }
}

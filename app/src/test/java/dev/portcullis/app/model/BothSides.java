package dev.portcullis.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.app.model.DeployedSessions.Observed;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.Session.End;
import dev.portcullis.session.SessionTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An account's sessions, deployed and modeled. Each command runs on both sides, and the response of the deployed side
 * is compared with the model immediately. Sessions and tokens are named by how many have been opened or issued since,
 * so that a command has a meaning in every history.
 */
final class BothSides {
    private static final class Chain {
        private final SessionId session;
        private final SessionModel model;

        /** All tokens that were given out, in their order: the first has the number 1. */
        private final List<RefreshToken> given = new ArrayList<>();

        Chain(SessionId session, RefreshToken first, Instant opened) {
            this.session = session;
            this.model = new SessionModel(opened);
            given.add(first);
        }

        int number(int back) {
            return Math.max(1, model.current() - back);
        }

        @Override
        public String toString() {
            return model.toString();
        }
    }

    private final DeployedSessions deployed;
    private final Account account;
    private final List<Chain> chains = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Instant lastSeen = Instant.MIN;

    /** With one session to begin with. */
    BothSides(DeployedSessions deployed) {
        this.deployed = deployed;
        this.account = deployed.newAccount();
        signIn(null);
    }

    /** How each presentation came out. */
    List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    boolean newestIsOver() {
        return !chain(0).model.isLive(lastSeen);
    }

    private Chain chain(int opened) {
        return chains.get(Math.max(0, chains.size() - 1 - opened));
    }

    private RefreshToken token(Chain chain, int back) {
        int number = chain.number(back);
        return number <= chain.given.size() ? chain.given.get(number - 1) : deployed.genuine(chain.session, number);
    }

    /** The database's clock as it would be if it could be turned. */
    private Instant virtual(Instant read) {
        lastSeen = read.plus(passed);
        return lastSeen;
    }

    // ---- commands

    void present(int opened, int back) {
        Chain chain = chain(opened);
        int number = chain.number(back);
        check(chain, number, deployed.refresh(token(chain, back)));
    }

    /** Parallel tabs of one browser, which hold one token. */
    void presentAtOnce(int opened, int back, int tabs) {
        Chain chain = chain(opened);
        int number = chain.number(back);
        List<Observed<SessionTokens>> answers = deployed.refreshAtOnce(token(chain, back), tabs);
        answers.forEach(answer -> check(chain, number, answer));
        assertThat(answers.stream()
                        .map(Observed::result)
                        .filter(result -> !result.isRefused())
                        .map(result -> result.value().refresh().reveal())
                        .distinct())
                .as("rule: tabs that refresh at once end with one token")
                .hasSizeLessThanOrEqualTo(1);
    }

    private void check(Chain chain, int number, Observed<SessionTokens> answer) {
        int current = chain.model.current();
        Verdict expected = chain.model.present(number, virtual(answer.at()));
        verdicts.add(expected);
        assertThat(Verdict.codeOf(answer.result()))
                .as("rule: %s; token %d was presented while %d was current", expected.rule(), number, current)
                .isEqualTo(expected.code());
        if (!answer.result().isRefused()) {
            keep(chain, answer.result().value().refresh());
        }
    }

    private static void keep(Chain chain, RefreshToken token) {
        boolean isNew = !chain.given.contains(token);
        if (isNew) {
            chain.given.add(token);
        }
        assertThat(chain.given)
                .as("rule: one chain; each number is one token, given out by one advance")
                .hasSize(chain.model.current());
        assertThat(token.reveal())
                .as("rule: what is given out is the current token")
                .isEqualTo(chain.given.get(chain.given.size() - 1).reveal());
    }

    /** The response is lost, and the client retries with the token that it has; repeated in each of these cycles. */
    void loseAnswers(int opened, Duration patience, int cycles) {
        for (int i = 0; i < cycles; i++) {
            Chain chain = chain(opened);
            int number = chain.number(0);
            RefreshToken token = token(chain, 0);
            check(chain, number, deployed.refresh(token));
            letTimePass(patience);
            check(chain, number, deployed.refresh(token));
        }
    }

    void keepInUse(int opened, Duration pause, int times) {
        for (int i = 0; i < times; i++) {
            letTimePass(pause);
            present(opened, 0);
        }
    }

    void presentForged(int opened, Forgery forgery) {
        RefreshToken forged = forged(chain(opened), forgery);
        String before = deployed.everythingOf(account.id());
        assertThat(deployed.refresh(forged).result()).isEqualTo(Result.refused(Reason.TOKEN_NOT_GENUINE));
        assertNothingChanged("a forged token", before);
    }

    void signOutForged(int opened, Forgery forgery) {
        RefreshToken forged = forged(chain(opened), forgery);
        String before = deployed.everythingOf(account.id());
        assertThat(Verdict.codeOf(deployed.signOut(forged).result())).isEqualTo("nothing_to_end");
        assertNothingChanged("a forged token", before);
    }

    private RefreshToken forged(Chain chain, Forgery forgery) {
        return forgery.forge().apply(new Forgery.Template(chain.session, chain.model.current(), token(chain, 0)));
    }

    void crash(int opened, int back) {
        String before = deployed.everythingOf(account.id());
        RefreshToken token = token(chain(opened), back);
        deployed.crashInRefresh(token);
        deployed.crashInSignOut(token);
        deployed.crashInSignIn(account, token);
        assertNothingChanged("a crash before the commit", before);
    }

    private void assertNothingChanged(String what, String before) {
        assertThat(deployed.everythingOf(account.id()))
                .as("rule: %s changes nothing", what)
                .isEqualTo(before);
    }

    void letTimePass(Duration duration) {
        deployed.letTimePass(account.id(), duration);
        passed = passed.plus(duration);
        lastSeen = lastSeen.plus(duration);
    }

    void signOut(int opened, int back) {
        Chain chain = chain(opened);
        Observed<Void> answer = deployed.signOut(token(chain, back));
        boolean hasSomethingToEnd = chain.model.isLive(virtual(answer.at()));
        assertThat(Verdict.codeOf(answer.result()))
                .as("rule: any genuine token of a live session ends it at sign-out")
                .isEqualTo(hasSomethingToEnd ? "signed_out" : "nothing_to_end");
        if (hasSomethingToEnd) {
            chain.model.end(End.Reason.SIGNED_OUT);
        }
    }

    /** From another device. */
    void signIn() {
        signIn(null);
    }

    void signInInPlaceOf(int opened, int back) {
        Chain chain = chain(opened);
        RefreshToken token = token(chain, back);
        chain.model.end(End.Reason.REPLACED);
        signIn(token);
    }

    private void signIn(@Nullable RefreshToken replaced) {
        Observed<SessionTokens> answer = deployed.signIn(account, replaced);
        Result<SessionTokens> granted = answer.result();
        chains.add(new Chain(granted.subject().session(), granted.value().refresh(), virtual(answer.at())));
    }

    void revokeAll() {
        deployed.revokeAllOf(account.id());
        chains.forEach(chain -> chain.model.end(End.Reason.REGISTRATION_REPLACED));
    }

    // ---- invariants after every command

    void checkThatTheDatabaseHasWhatTheModelHas() {
        assertThat(deployed.rows(account.id()))
                .isEqualTo(chains.stream()
                        .collect(Collectors.toMap(
                                chain -> chain.session,
                                chain -> new DeployedSessions.Row(
                                        chain.model.current(), chain.model.end().map(End.Reason::name)))));
    }

    /**
     * Asks the service, not the model: of all tokens that a session ever had, it takes the current one and at most its
     * parent, and these two buy tokens of one chain.
     */
    void checkThatEachSessionHasAtMostOneLiveChain() {
        for (Chain chain : chains) {
            List<RefreshToken> taken = chain.given.stream()
                    .filter(token -> bought(token).isPresent())
                    .toList();
            List<RefreshToken> newest = chain.given.subList(Math.max(0, chain.given.size() - 2), chain.given.size());
            assertThat(newest)
                    .as("rule: at most one live chain per session; only the current token and its parent are taken")
                    .containsAll(taken);
            List<RefreshToken> children = taken.stream()
                    .filter(token -> chain.given.indexOf(token) < chain.given.size() - 1)
                    .map(token -> bought(token).orElseThrow())
                    .toList();
            assertThat(chain.given.subList(chain.given.size() - 1, chain.given.size()))
                    .as("rule: at most one live chain per session; the parent buys the current token")
                    .containsAll(children);
        }
    }

    private Optional<RefreshToken> bought(RefreshToken token) {
        Result<SessionTokens> result = deployed.foresee(token);
        return result.isRefused()
                ? Optional.empty()
                : Optional.of(result.value().refresh());
    }

    @Override
    public String toString() {
        return chains.stream()
                .map(chain -> "session " + (chains.indexOf(chain) + 1) + " " + chain)
                .collect(Collectors.joining("; "));
    }
}

package dev.portcullis.app.model;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;

/** Properties of every history of commands. {@link SessionModelTest} runs them and explains how to read a failure. */
class SessionProperties {
    private static final int MOST_COMMANDS = 60;

    /** The edge cases of a list are those that do nothing, or one thing. */
    private static <S> Arbitrary<List<Command<S>>> histories(Arbitrary<Command<S>> commands) {
        return commands.list()
                .ofMaxSize(MOST_COMMANDS)
                .withSizeDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
    }

    private static String words(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " d" : duration.toSeconds() + " s";
    }

    private final DeployedSessions deployed = new DeployedSessions();

    // ---- every command, against the model

    @Property(afterFailure = AfterFailureMode.PREVIOUS_SEED)
    void sessionsDoAsTheirModelDoes(@ForAll("commands") List<Command<BothSides>> history) {
        BothSides sides = Command.doAll(
                history,
                new BothSides(deployed),
                BothSides::checkThatTheDatabaseHasWhatTheModelHas,
                BothSides::checkThatEachSessionHasAtMostOneLiveChain);
        history.forEach(command -> Statistics.label("commands").collect("in all"));
        List<Verdict> verdicts = sides.verdicts();
        verdicts.forEach(verdict -> Statistics.label("answers").collect(verdict));
        // jqwik cannot report on nothing, and would hide by that how it shortened a failure.
        if (!verdicts.isEmpty()) {
            Statistics.label("answers").coverage(SessionProperties::everyVerdict);
        }
    }

    /** Commands that never come to some answer would prove nothing about it. */
    private static void everyVerdict(StatisticsCoverage coverage) {
        for (Verdict verdict : Verdict.values()) {
            coverage.check(verdict).count(times -> times > 0);
        }
    }

    @Provide
    Arbitrary<List<Command<BothSides>>> commands() {
        return histories(Arbitraries.frequencyOf(
                Tuple.of(12, presentations(0)),
                Tuple.of(8, presentations(1)),
                Tuple.of(2, Arbitraries.integers().between(2, 5).flatMap(this::presentations)),
                Tuple.of(1, Arbitraries.integers().between(-3, -1).flatMap(this::presentations)),
                Tuple.of(5, parallelTabs()),
                Tuple.of(8, lostAnswers()),
                Tuple.of(1, longUses()),
                Tuple.of(6, pauses()),
                Tuple.of(4, forgeries()),
                Tuple.of(3, crashes()),
                Tuple.of(1, signOuts()),
                Tuple.of(1, Arbitraries.just(Command.always("sign in", BothSides::signIn))),
                Tuple.of(
                        12,
                        Arbitraries.just(
                                new Command<>("sign in, as it is over", BothSides::newestIsOver, BothSides::signIn))),
                Tuple.of(1, replacements()),
                Tuple.of(1, Arbitraries.just(Command.always("revoke all", BothSides::revokeAll)))));
    }

    /** How many sessions were opened after the one that is meant. */
    private static Arbitrary<Integer> opened() {
        return Arbitraries.frequency(Tuple.of(8, 0), Tuple.of(2, 1), Tuple.of(1, 2));
    }

    private static Arbitrary<Integer> back() {
        return Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(3, 1), Tuple.of(1, 2));
    }

    private static String named(int opened, int back) {
        String token = switch (back) {
            case 0 -> "the current token";
            case 1 -> "the parent";
            default -> back < 0 ? "a token " + -back + " ahead" : "a token " + back + " back";
        };
        return token
                + switch (opened) {
                    case 0 -> "";
                    case 1 -> " of the session before";
                    default -> " of the session before that";
                };
    }

    private Arbitrary<Command<BothSides>> presentations(int back) {
        return opened().map(opened ->
                Command.always("refresh with " + named(opened, back), sides -> sides.present(opened, back)));
    }

    private static Arbitrary<Command<BothSides>> parallelTabs() {
        return Combinators.combine(opened(), back(), Arbitraries.integers().between(2, 4))
                .as((opened, back, tabs) -> Command.always(
                        "refresh in " + tabs + " tabs at once with " + named(opened, back),
                        sides -> sides.presentAtOnce(opened, back, tabs)));
    }

    private static Arbitrary<Command<BothSides>> lostAnswers() {
        Arbitrary<Duration> patience =
                Arbitraries.of(Duration.ofSeconds(1), Duration.ofSeconds(11), Duration.ofHours(1));
        Arbitrary<Integer> cycles =
                Arbitraries.frequency(Tuple.of(6, 1), Tuple.of(1, 2), Tuple.of(1, 3), Tuple.of(2, 4));
        return Combinators.combine(opened(), patience, cycles)
                .as((opened, pause, count) -> Command.always(
                        "refresh with " + named(opened, 0) + ", lose the answer, and again after " + words(pause)
                                + (count == 1 ? "" : ", in each of " + count + " cycles"),
                        sides -> sides.loseAnswers(opened, pause, count)));
    }

    private static Arbitrary<Command<BothSides>> longUses() {
        Duration pause = Duration.ofDays(13);
        return Combinators.combine(opened(), Arbitraries.integers().between(2, 7))
                .as((opened, times) -> Command.always(
                        times + " times after " + words(pause) + " refresh with " + named(opened, 0),
                        sides -> sides.keepInUse(opened, pause, times)));
    }

    private static Arbitrary<Command<BothSides>> pauses() {
        return Arbitraries.frequency(
                        Tuple.of(4, Duration.ofSeconds(1)),
                        Tuple.of(4, Duration.ofSeconds(5)),
                        Tuple.of(8, Duration.ofSeconds(11)),
                        Tuple.of(4, Duration.ofDays(1)),
                        Tuple.of(4, Duration.ofDays(13)),
                        Tuple.of(1, Duration.ofDays(15)))
                .map(pause -> Command.always("let " + words(pause) + " pass", sides -> sides.letTimePass(pause)));
    }

    private static Arbitrary<Command<BothSides>> forgeries() {
        return Combinators.combine(opened(), Forgery.any(), Arbitraries.of(true, false))
                .as((opened, forgery, refresh) -> refresh
                        ? Command.always(
                                "refresh with a forged token: " + forgery.description(),
                                sides -> sides.presentForged(opened, forgery))
                        : Command.always(
                                "sign out with a forged token: " + forgery.description(),
                                sides -> sides.signOutForged(opened, forgery)));
    }

    private static Arbitrary<Command<BothSides>> crashes() {
        return Combinators.combine(opened(), back())
                .as((opened, back) -> Command.always(
                        "crash before the commit with " + named(opened, back), sides -> sides.crash(opened, back)));
    }

    private static Arbitrary<Command<BothSides>> signOuts() {
        return Combinators.combine(opened(), back())
                .as((opened, back) ->
                        Command.always("sign out with " + named(opened, back), sides -> sides.signOut(opened, back)));
    }

    private static Arbitrary<Command<BothSides>> replacements() {
        return Combinators.combine(opened(), back())
                .as((opened, back) -> Command.always(
                        "sign in in place of " + named(opened, back), sides -> sides.signInInPlaceOf(opened, back)));
    }

    // ---- an honest client

    @Property(afterFailure = AfterFailureMode.PREVIOUS_SEED)
    void anHonestClientIsNeverSignedOut(@ForAll("honestLives") List<Command<HonestClient>> life) {
        Command.doAll(life, new HonestClient(deployed), client -> {}, client -> {
            client.refresh(true);
            client.refresh(true);
        });
    }

    @Provide
    Arbitrary<List<Command<HonestClient>>> honestLives() {
        Arbitrary<Boolean> arrives = Arbitraries.of(true, false);
        Arbitrary<Duration> pauses =
                Arbitraries.of(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofMinutes(1), Duration.ofDays(6));
        return histories(Arbitraries.frequencyOf(
                Tuple.of(
                        8,
                        arrives.map(arriving ->
                                Command.always("refresh" + lost(arriving), client -> client.refresh(arriving)))),
                Tuple.of(
                        3,
                        arrives.map(arriving -> Command.always(
                                "refresh in 3 tabs" + lost(arriving), client -> client.refreshInTabs(3, arriving)))),
                Tuple.of(
                        6,
                        pauses.map(
                                pause -> Command.always("pause for " + words(pause), client -> client.pause(pause)))),
                Tuple.of(1, Arbitraries.just(Command.always("crash before the commit", HonestClient::crash))),
                Tuple.of(
                        1,
                        Forgery.any()
                                .map(forgery -> Command.always(
                                        "somebody forges: " + forgery.description(),
                                        client -> client.endureForgery(forgery))))));
    }

    private static String lost(boolean arriving) {
        return arriving ? "" : ", the answer is lost";
    }

    // ---- two holders of one chain

    @Property(afterFailure = AfterFailureMode.PREVIOUS_SEED)
    void twoHoldersWhoAlternateAreFoundOutWithinFourCycles(@ForAll("thefts") List<Command<TwoHolders>> theft) {
        TwoHolders holders = Command.doAll(theft, new TwoHolders(deployed), held -> {}, held -> {});
        Statistics.label("found out").collect(holders.isFoundOut());
        Statistics.label("found out").coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
    }

    @Provide
    Arbitrary<List<Command<TwoHolders>>> thefts() {
        Arbitrary<Duration> pauses =
                Arbitraries.of(Duration.ofSeconds(11), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(1));
        Arbitrary<Integer> refreshes = Arbitraries.frequency(Tuple.of(12, 1), Tuple.of(3, 2), Tuple.of(1, 3));
        Predicate<TwoHolders> shared = TwoHolders::isShared;
        return histories(Arbitraries.frequencyOf(
                Tuple.of(
                        2,
                        pauses.map(pause -> new Command<>(
                                "the owner refreshes after " + words(pause),
                                shared.negate(),
                                holders -> holders.use(pause)))),
                Tuple.of(2, Arbitraries.just(new Command<>("the token is stolen", shared.negate(), TwoHolders::steal))),
                Tuple.of(
                        8,
                        Combinators.combine(pauses, refreshes)
                                .as((pause, times) -> new Command<>(
                                        "after " + words(pause) + " the other refreshes"
                                                + (times == 1 ? "" : ", " + times + " times"),
                                        shared,
                                        holders -> holders.takeTurn(pause, times)))),
                Tuple.of(1, Arbitraries.just(Command.always("crash before the commit", TwoHolders::crash)))));
    }
}

package dev.portcullis.app.crash;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Compares the responses that callers received with the events in the database. */
record Comparison(List<Attempted> attempts, Ledger ledger) {
    private static final Set<String> STORE_IS_AWAY = Set.of("database_unavailable", "audit_unavailable");

    /** Requests that were rejected because nothing could be written; an event may exist or not. */
    List<Attempted> turnedAway() {
        return those(attempt -> attempt.status() == 503 && STORE_IS_AWAY.contains(attempt.problem()));
    }

    List<Attempted> unanswered() {
        return those(attempt -> !attempt.isAnswered());
    }

    /** All others. */
    List<Attempted> served() {
        Set<Attempted> turnedAway = Set.copyOf(turnedAway());
        return those(attempt -> attempt.isAnswered() && !turnedAway.contains(attempt));
    }

    private List<Attempted> those(Predicate<Attempted> condition) {
        return attempts.stream().filter(condition).toList();
    }

    /** Successful requests without an event, with several, or with a different one. */
    List<String> misfits() {
        return served().stream()
                .filter(attempt -> !isToldOnceAndRight(attempt))
                .map(attempt -> "%s: %s was answered %d %s, its events are %s"
                        .formatted(
                                attempt.requestId(),
                                attempt.intent(),
                                attempt.status(),
                                attempt.problem(),
                                ledger.eventsOf(attempt)))
                .toList();
    }

    private boolean isToldOnceAndRight(Attempted attempt) {
        List<Ledger.Event> events = ledger.eventsOf(attempt);
        // A sign-out that ends nothing is counted, and the counts of the last seconds die with the process.
        return events.isEmpty()
                ? attempt.intent().mayEndNothing()
                : events.size() == 1 && attempt.intent().fits(attempt.status(), events.get(0));
    }

    String summary() {
        return "%d attempts: %d served, %d of them without their event; %d turned away (503), %d of them with an event; %d unanswered, %d of them with an event; %d requests with two events; %d contradictions with what was changed"
                .formatted(
                        attempts.size(),
                        served().size(),
                        misfits().size(),
                        turnedAway().size(),
                        countTold(turnedAway()),
                        unanswered().size(),
                        countTold(unanswered()),
                        ledger.toldTwice().size(),
                        ledger.contradictions().size());
    }

    private long countTold(List<Attempted> some) {
        return some.stream()
                .filter(attempt -> !ledger.eventsOf(attempt).isEmpty())
                .count();
    }
}

package dev.portcullis.ratelimit;

import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** FailureCount and known networks in maps, timed by a clock of the test's. */
public final class InMemoryFailedLoginStore implements FailedLoginStore {
    private record Place(UUID login, UUID network) {}

    private record Known(FailureCount guesses, Instant rightAt) {
        boolean isForgottenAt(Instant now) {
            return now.isAfter(rightAt.plus(KNOWN));
        }
    }

    private final InMemoryDatabase database;
    private final Clock clock;
    private final Map<UUID, FailureCount> guesses;
    private final Map<Place, Known> known;

    public InMemoryFailedLoginStore(InMemoryDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.guesses = database.table();
        this.known = database.table();
    }

    @Override
    public Locked lock(UUID login, UUID network) {
        database.lock(login);
        Instant now = clock.instant();
        Known own = known.get(new Place(login, network));
        return new Locked(
                new FailedLogins(
                        guesses.getOrDefault(login, FailureCount.NONE),
                        own == null || own.isForgottenAt(now) ? null : own.guesses()),
                now);
    }

    @Override
    public void put(UUID login, UUID network, FailedLogins state) {
        database.requireLocked(login);
        guesses.put(login, state.all());
        if (state.own() != null) {
            known.computeIfPresent(
                    new Place(login, network), (place, before) -> new Known(state.own(), before.rightAt()));
        }
    }

    @Override
    public void forget(UUID login, UUID network) {
        database.requireUnitOfWork();
        guesses.remove(login);
        known.replaceAll((place, before) ->
                place.login().equals(login) ? new Known(FailureCount.NONE, before.rightAt()) : before);
        known.put(new Place(login, network), new Known(FailureCount.NONE, clock.instant()));
    }

    @Override
    public void move(UUID from, UUID to) {
        database.requireUnitOfWork();
        FailureCount moved = guesses.remove(from);
        guesses.remove(to);
        if (moved != null) {
            guesses.put(to, moved);
        }
        known.keySet()
                .removeIf(place -> place.login().equals(from) || place.login().equals(to));
    }

    @Override
    public void remove(UUID login) {
        database.requireUnitOfWork();
        guesses.remove(login);
        known.keySet().removeIf(place -> place.login().equals(login));
    }

    @Override
    public int removeForgotten(int most) {
        database.requireUnitOfWork();
        Instant now = clock.instant();
        int before = size();
        guesses.values().removeIf(row -> row.untilForgotten(now).compareTo(Duration.ZERO) <= 0);
        known.values().removeIf(row -> row.isForgottenAt(now));
        return before - size();
    }

    /** The number of logins with failures, and of known networks. */
    public int size() {
        return guesses.size() + known.size();
    }
}

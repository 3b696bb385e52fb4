package dev.portcullis.ratelimit;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.Network;
import dev.portcullis.caller.Pseudonyms;
import dev.portcullis.kernel.UnitOfWork;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rate limits that all replicas share through the store. */
public final class SharedRateLimiter implements RateLimiter {
    /** Few enough to be deleted quickly. */
    private static final int BATCH = 10_000;

    private final RateLimitPolicy policy;
    private final TokenBuckets buckets;
    private final FailedLoginStore store;
    private final UnitOfWork work;
    private final Pseudonyms pseudonyms;
    private final RateLimitListener listener;
    private final EmptyBuckets empty;

    public SharedRateLimiter(
            RateLimitPolicy policy,
            TokenBuckets buckets,
            FailedLoginStore store,
            UnitOfWork work,
            Pseudonyms pseudonyms,
            RateLimitListener listener,
            InstantSource clock) {
        this.policy = policy;
        this.buckets = buckets;
        this.store = store;
        this.work = work;
        this.pseudonyms = pseudonyms;
        this.listener = listener;
        this.empty = new EmptyBuckets(clock);
    }

    // ---- rates

    /** A network size with a limit, as a multiple of the limit of the smallest size. */
    private record Size(int bits, int times) {}

    /**
     * One customer may have a /56 or /48 (RFC 6177), which contain 256 or 65,536 networks of 64 bits. Larger networks
     * have higher limits, because customers may share them, but far below the sum of their parts.
     */
    private static final List<Size> SIZES = List.of(new Size(64, 1), new Size(56, 2), new Size(48, 4));

    private record Bucket(UUID id, Rate rate) {}

    /**
     * @param status the status of the bucket with the least left, or of the empty one
     * @param empty the bucket that was empty; null if a token was taken from each
     */
    private record Taken(RateLimitStatus status, @Nullable UUID empty) {}

    /** The smallest network first. */
    private List<Bucket> bucketsOf(String action, ClientAddress address, Rate rate) {
        List<Size> sizes = Network.hasPrefixes(address) ? SIZES : SIZES.subList(0, 1);
        return sizes.stream()
                .map(size -> new Bucket(
                        pseudonyms.of(action + " from "
                                + Network.within(address, size.bits()).value()),
                        rate.times(size.times())))
                .toList();
    }

    /** Takes one from each bucket. If one is empty, takes none: what was taken is given back. */
    private Taken take(Action action, List<Bucket> all) {
        RateLimitStatus least = null;
        for (int i = 0; i < all.size(); i++) {
            Bucket bucket = all.get(i);
            TokenBuckets.Level level = buckets.take(bucket.id(), bucket.rate());
            RateLimitStatus status = RateLimitStatus.of(action, bucket.rate(), level);
            if (!level.taken()) {
                giveBack(all.subList(0, i));
                return new Taken(status, bucket.id());
            }
            if (least == null || status.remaining() < least.remaining()) {
                least = status;
            }
        }
        return new Taken(Objects.requireNonNull(least), null);
    }

    private void giveBack(List<Bucket> all) {
        all.forEach(bucket -> buckets.giveBack(bucket.id(), bucket.rate()));
    }

    @Override
    public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
        Taken taken = take(action, bucketsOf(action.name(), address, policy.of(action)));
        listener.left(taken.status());
        UUID none = taken.empty();
        if (none != null) {
            empty.add(none, taken.status());
            return Optional.of(taken.status().untilMore());
        }
        return action == Action.SIGN_UP ? delayOfSubject(action, subject) : Optional.empty();
    }

    @Override
    public @Nullable RateLimitStatus exhausted(Action action, ClientAddress address) {
        return empty.isEmpty()
                ? null
                : bucketsOf(action.name(), address, policy.of(action)).stream()
                        .flatMap(bucket -> Stream.ofNullable(empty.find(bucket.id())))
                        .findFirst()
                        .orElse(null);
    }

    /** This limit is not reported in headers, so callers cannot tell that others are trying the same address. */
    private Optional<Duration> delayOfSubject(Action action, String subject) {
        Rate rate = policy.signUpsPerEmail();
        TokenBuckets.Level level = buckets.take(pseudonyms.of(action + " of " + folded(subject)), rate);
        return level.taken()
                ? Optional.empty()
                : Optional.of(RateLimitStatus.of(action, rate, level).untilMore());
    }

    // ---- failed logins

    @Override
    public LoginAttempt attempt(ClientAddress address, String login) {
        Keys keys = keys(address, login);
        return attempt(keys.login(), keys.network());
    }

    /** @param resets counts the failed resets of the login */
    private record Keys(UUID login, UUID resets, UUID network) {}

    private Keys keys(ClientAddress address, String login) {
        String name = folded(login);
        return new Keys(
                loginKey(name),
                resetsKey(name),
                // One key per login, so the store does not reveal which logins share a network.
                pseudonyms.of("network " + Network.of(address).value() + " of " + name));
    }

    private LoginAttempt attempt(UUID loginKey, UUID networkKey) {
        return work.call(() -> {
            FailedLoginStore.Locked locked = store.lock(loginKey, networkKey);
            FailedLogins before = locked.failures();
            Duration delay = before.delayAt(locked.now());
            if (delay.compareTo(Duration.ZERO) > 0) {
                return before.isLockedAt(locked.now()) ? LoginAttempt.locked(delay) : LoginAttempt.delayed(delay);
            }
            FailedLogins counted = before.counting(locked.now());
            store.put(loginKey, networkKey, counted);
            return LoginAttempt.counted(
                    before.areSuspiciousAt(locked.now()),
                    () -> work.run(() -> store.forget(loginKey, networkKey)),
                    () -> work.run(() -> takeBack(loginKey, networkKey, before, counted)));
        });
    }

    private UUID loginKey(String folded) {
        return pseudonyms.of("login " + folded);
    }

    private UUID resetsKey(String folded) {
        return pseudonyms.of("reset of " + folded);
    }

    @Override
    public void rename(String from, String to) {
        if (!folded(from).equals(folded(to))) {
            work.run(() -> {
                store.move(loginKey(folded(from)), loginKey(folded(to)));
                store.move(resetsKey(folded(from)), resetsKey(folded(to)));
            });
        }
    }

    @Override
    public void forget(String login) {
        work.run(() -> {
            store.remove(loginKey(folded(login)));
            store.remove(resetsKey(folded(login)));
        });
    }

    /** Removes one attempt from the count, and keeps later ones. */
    private void takeBack(UUID login, UUID network, FailedLogins before, FailedLogins counted) {
        FailedLogins now = store.lock(login, network).failures();
        store.put(login, network, now.equals(counted) ? before : now.withoutOne());
    }

    /** Folds forms of a login that somebody may consider equal; counting two logins as one does little harm. */
    private static String folded(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    // ---- codes

    /** Not reported in headers, which are about calls. */
    @Override
    public LoginAttempt attemptCode(ClientAddress address) {
        List<Bucket> all = bucketsOf("wrong code", address, policy.wrongCodes());
        Taken taken = take(Action.VERIFY_EMAIL, all);
        return taken.empty() != null
                ? LoginAttempt.delayed(taken.status().untilMore())
                : LoginAttempt.counted(false, () -> {}, () -> giveBack(all));
    }

    @Override
    public LoginAttempt attemptReset(ClientAddress address, String login) {
        LoginAttempt ofNetwork = attemptCode(address);
        if (ofNetwork.delay().isPresent()) {
            return ofNetwork;
        }
        Keys keys = keys(address, login);
        LoginAttempt ofLogin = work.call(() -> {
            boolean isKnown =
                    store.lock(keys.login(), keys.network()).failures().own() != null;
            return attempt(isKnown ? keys.login() : keys.resets(), keys.network());
        });
        if (ofLogin.delay().isPresent()) {
            ofNetwork.cancel();
            return ofLogin;
        }
        return LoginAttempt.counted(
                false,
                () -> work.run(() -> {
                    store.forget(keys.login(), keys.network());
                    store.forget(keys.resets(), keys.network());
                }),
                () -> {
                    ofNetwork.cancel();
                    ofLogin.cancel();
                });
    }

    // ---- expiry

    /** Deletes expired counts. Any replica may run it at any time. */
    public void forgetOld() {
        empty.removeExpired();
        removeAll(buckets::removeFull);
        removeAll(most -> work.call(() -> store.removeForgotten(most)));
    }

    private static void removeAll(IntUnaryOperator batch) {
        int removed = BATCH;
        while (removed == BATCH) {
            removed = batch.applyAsInt(BATCH);
        }
    }
}

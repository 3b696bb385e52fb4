package dev.portcullis.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All signing keys as read at one moment. The state of each follows from the time alone, so replicas that read the same
 * rows agree without communication, also on future states. Immutable.
 */
public record KeyRing(List<KeyLife> keys) {
    private static final Comparator<KeyLife> BY_TURN =
            Comparator.comparing(KeyLife::signsFrom).thenComparing(KeyLife::id);

    public KeyRing {
        keys = keys.stream().sorted(BY_TURN.reversed()).toList();
    }

    /**
     * The key that signs: the latest whose start has passed. If none has started, because a clock is slightly behind,
     * the earliest key.
     */
    public Optional<KeyLife> signing(Instant at) {
        List<KeyLife> here = here(at);
        return here.stream()
                .filter(key -> !key.signsFrom().isAfter(at))
                .findFirst()
                .or(() -> here.stream().min(BY_TURN));
    }

    /** The key that will sign next. */
    public Optional<KeyLife> next(Instant at) {
        Optional<KeyLife> signing = signing(at);
        return here(at).stream()
                .filter(key -> key.signsFrom().isAfter(at) && !signing.equals(Optional.of(key)))
                .min(BY_TURN);
    }

    /**
     * The keys whose tokens are accepted: the current one first, then the others in descending order of their start.
     */
    public List<KeyLife> published(Instant at) {
        Optional<KeyLife> signing = signing(at);
        Comparator<KeyLife> signingFirst = Comparator.comparing(key -> !signing.equals(Optional.of(key)));
        return here(at).stream().sorted(signingFirst).toList();
    }

    private List<KeyLife> here(Instant at) {
        return keys.stream().filter(key -> !key.isGone(at)).toList();
    }

    /** The state of one of these keys. */
    public KeyLife.State state(KeyLife key, Instant at) {
        if (key.isGone(at)) {
            return KeyLife.State.GONE;
        }
        if (signing(at).equals(Optional.of(key))) {
            return KeyLife.State.CURRENT;
        }
        return key.signsFrom().isAfter(at) ? KeyLife.State.NEXT : KeyLife.State.RETIRING;
    }

    /** Whether it is time to publish the next key, or the first one. */
    public boolean isNextDue(KeyPolicy policy, Instant at) {
        Optional<KeyLife> signing = signing(at);
        if (signing.isEmpty()) {
            return true;
        }
        Instant due = signing.get().signsFrom().plus(policy.rotationInterval()).minus(policy.publishAhead());
        return next(at).isEmpty() && !at.isBefore(due);
    }
}

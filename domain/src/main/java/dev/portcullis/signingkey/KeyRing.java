package dev.portcullis.signingkey;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All signing keys as read at one moment. The state of each follows from the time alone, so replicas that read the same
 * rows agree without communication, also on future states. Immutable.
 */
public record KeyRing(List<SigningKeySchedule> keys) {
    private static final Comparator<SigningKeySchedule> BY_TURN =
            Comparator.comparing(SigningKeySchedule::signsFrom).thenComparing(SigningKeySchedule::id);

    public KeyRing {
        keys = keys.stream().sorted(BY_TURN.reversed()).toList();
    }

    /**
     * The key that signs: the latest whose start has passed. If none has started, because a clock is slightly behind,
     * the earliest key.
     */
    public Optional<SigningKeySchedule> signing(Instant at) {
        List<SigningKeySchedule> here = here(at);
        return here.stream()
                .filter(key -> !key.signsFrom().isAfter(at))
                .findFirst()
                .or(() -> here.stream().min(BY_TURN));
    }

    public Optional<SigningKeySchedule> next(Instant at) {
        Optional<SigningKeySchedule> signing = signing(at);
        return here(at).stream()
                .filter(key -> key.signsFrom().isAfter(at) && !signing.equals(Optional.of(key)))
                .min(BY_TURN);
    }

    /** The keys whose tokens are accepted: the current one first, then the others by descending start. */
    public List<SigningKeySchedule> published(Instant at) {
        Optional<SigningKeySchedule> signing = signing(at);
        Comparator<SigningKeySchedule> signingFirst = Comparator.comparing(key -> !signing.equals(Optional.of(key)));
        return here(at).stream().sorted(signingFirst).toList();
    }

    /** Whether the key with this id is one of the {@link #published}. */
    public boolean accepts(String id, Instant at) {
        return keys.stream().anyMatch(key -> key.id().equals(id) && !key.isRetired(at));
    }

    private List<SigningKeySchedule> here(Instant at) {
        return keys.stream().filter(key -> !key.isRetired(at)).toList();
    }

    public SigningKeySchedule.State state(SigningKeySchedule key, Instant at) {
        if (key.isRetired(at)) {
            return SigningKeySchedule.State.RETIRED;
        }
        if (signing(at).equals(Optional.of(key))) {
            return SigningKeySchedule.State.CURRENT;
        }
        return key.signsFrom().isAfter(at) ? SigningKeySchedule.State.NEXT : SigningKeySchedule.State.RETIRING;
    }

    /** Whether it is time to publish the next key, or the first one. */
    public boolean isNextDue(KeyPolicy policy, Instant at) {
        Optional<SigningKeySchedule> signing = signing(at);
        if (signing.isEmpty()) {
            return true;
        }
        Instant due = signing.get().signsFrom().plus(policy.rotationInterval()).minus(policy.publishAhead());
        return next(at).isEmpty() && !at.isBefore(due);
    }
}

package dev.portcullis.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All signing keys as they were read at one moment. What each of them is for follows from the time alone, so replicas that
 * read the same agree without a word, also on what is still to come.
 */
public record KeyRing(List<KeyLife> keys) {
    private static final Comparator<KeyLife> BY_TURN =
            Comparator.comparing(KeyLife::signsFrom).thenComparing(KeyLife::id);

    public KeyRing {
        keys = keys.stream().sorted(BY_TURN.reversed()).toList();
    }

    /** The one that signs: the last whose turn has come. A clock that is a little late finds the first one all the same. */
    public Optional<KeyLife> signing(Instant at) {
        List<KeyLife> here = here(at);
        return here.stream()
                .filter(key -> !key.signsFrom().isAfter(at))
                .findFirst()
                .or(() -> here.stream().min(BY_TURN));
    }

    /** The one that will sign next. */
    public Optional<KeyLife> next(Instant at) {
        Optional<KeyLife> signing = signing(at);
        return here(at).stream()
                .filter(key -> key.signsFrom().isAfter(at) && !signing.equals(Optional.of(key)))
                .min(BY_TURN);
    }

    /** Those by which tokens are believed: the one that signs first, then the others, the latest turn first. */
    public List<KeyLife> published(Instant at) {
        Optional<KeyLife> signing = signing(at);
        Comparator<KeyLife> signingFirst = Comparator.comparing(key -> !signing.equals(Optional.of(key)));
        return here(at).stream().sorted(signingFirst).toList();
    }

    private List<KeyLife> here(Instant at) {
        return keys.stream().filter(key -> !key.isGone(at)).toList();
    }

    /** What one of these keys is for. */
    public KeyLife.State state(KeyLife key, Instant at) {
        if (key.isGone(at)) {
            return KeyLife.State.GONE;
        }
        if (signing(at).equals(Optional.of(key))) {
            return KeyLife.State.CURRENT;
        }
        return key.signsFrom().isAfter(at) ? KeyLife.State.NEXT : KeyLife.State.RETIRING;
    }

    /** Whether it is time to publish the next key, or the first. */
    public boolean isNextDue(KeyPolicy policy, Instant at) {
        Optional<KeyLife> signing = signing(at);
        if (signing.isEmpty()) {
            return true;
        }
        Instant due = signing.get().signsFrom().plus(policy.rotationInterval()).minus(policy.publishAhead());
        return next(at).isEmpty() && !at.isBefore(due);
    }
}

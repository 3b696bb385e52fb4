package dev.portcullis.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The life of a signing key, by the store's clock. It is published from the moment that it is kept, so that everyone can
 * know it before the first token by it, and for some time after the last.
 *
 * @param publishedAt when it was kept
 * @param signsFrom when it takes over from the one that signs till then
 * @param goneAt from when on it is neither published nor believed; null while no successor is known
 */
public record KeyLife(
        String id,
        Instant publishedAt,
        Instant signsFrom,
        @Nullable Instant goneAt) {
    /** What a key is for at some moment. */
    public enum State {
        /** Published, and signs later. */
        NEXT,
        /** Signs. */
        CURRENT,
        /** Signs no more; there are tokens by it. */
        RETIRING,
        /** No token by it is taken. */
        GONE
    }

    boolean isGone(Instant at) {
        return goneAt != null && !at.isBefore(goneAt);
    }

    KeyLife gone(@Nullable Instant at) {
        return new KeyLife(id, publishedAt, signsFrom, at);
    }

    KeyLife signing(Instant from) {
        return new KeyLife(id, publishedAt, from, goneAt);
    }
}

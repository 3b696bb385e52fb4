package dev.portcullis.signingkey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of a signing key, by the store's clock. A key is published from the moment that it is stored, so that
 * every verifier can know it before it signs the first token, and for some time after it signed the last one.
 *
 * @param publishedAt when it was stored
 * @param signsFrom when it starts to sign, in place of its predecessor
 * @param retiredAt from when it is neither published nor accepted; null while it has no successor
 */
public record SigningKeySchedule(
        String id,
        Instant publishedAt,
        Instant signsFrom,
        @Nullable Instant retiredAt) {
    public enum State {
        /** Published; will sign later. */
        NEXT,
        /** Signs tokens. */
        CURRENT,
        /** No longer signs; verifies the tokens that it signed. */
        RETIRING,
        /** Tokens that it signed are rejected. */
        RETIRED
    }

    boolean isRetired(Instant at) {
        return retiredAt != null && !at.isBefore(retiredAt);
    }

    SigningKeySchedule retired(@Nullable Instant at) {
        return new SigningKeySchedule(id, publishedAt, signsFrom, at);
    }

    SigningKeySchedule signing(Instant from) {
        return new SigningKeySchedule(id, publishedAt, from, retiredAt);
    }
}

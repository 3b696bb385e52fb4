package dev.portcullis.session;

import dev.portcullis.kernel.SessionId;
import java.util.Optional;

/**
 * Issues and validates refresh tokens. A token is computed from a session's id and counter with a key that is not in
 * the store. So the same token can be computed again, and a copy of the store is not enough to forge one. Thread-safe.
 */
public interface RefreshTokens {
    /** The contents of a genuine token. */
    record Claims(SessionId session, long counter) {}

    /** Returns the same token for the same session and counter, as long as the key is the same. */
    RefreshToken issue(SessionId session, long counter);

    /** Empty unless this service issued the token and every bit is unchanged. Does not access the store. */
    Optional<Claims> read(RefreshToken token);
}

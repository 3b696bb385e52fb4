package dev.portcullis.session;

import dev.portcullis.kernel.SessionId;
import java.util.Optional;

/**
 * Makes and reads refresh tokens. A token is made from a session's id and counter under a key that the store does not
 * hold: the same token can be made again, and nothing in the store lets anyone make one. Safe for use by many threads.
 */
public interface RefreshTokens {
    /** What a genuine token says. */
    record Claims(SessionId session, long counter) {}

    /** The same token for the same session and counter, as long as the key stays. */
    RefreshToken issue(SessionId session, long counter);

    /** Empty unless the token was made by us and is unchanged in every bit. Asks no store. */
    Optional<Claims> read(RefreshToken token);
}

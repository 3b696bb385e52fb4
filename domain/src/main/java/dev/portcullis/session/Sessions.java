package dev.portcullis.session;

import dev.portcullis.kernel.Decision;
import org.jspecify.annotations.Nullable;

/**
 * The session port: refreshes and ends sessions. Thread-safe. Never called inside a unit of work: implementations may
 * call another service.
 */
public interface Sessions {
    /**
     * Exchanges a refresh token for the next pair of tokens. Concurrent calls with the same token all get the same next
     * refresh token.
     *
     * @param token null if the caller sent none that we recognize
     */
    Decision<SessionTokens> refresh(@Nullable RefreshToken token);

    /**
     * Ends the session of a genuine refresh token, even if the token is not the current one. A caller without a session
     * is already signed out.
     *
     * @param token null if the caller sent none that we recognize
     */
    Decision<Void> end(@Nullable RefreshToken token);
}

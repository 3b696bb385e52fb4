package dev.portcullis.session;

import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
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
    RefreshSession.Outcome refresh(
            @Nullable RefreshToken token, Belongings belongings, Recorder<RefreshSession.Outcome> recorder);

    /**
     * Ends the session of a genuine refresh token, even if the token is not the current one.
     *
     * @param token null if the caller sent none that we recognize
     */
    SignOut.Outcome end(@Nullable RefreshToken token, Belongings belongings, Recorder<SignOut.Outcome> recorder);
}

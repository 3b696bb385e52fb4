package dev.portcullis.session;

import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * The session port: whoever keeps the sessions implements it. Safe for use by many threads. Not called inside a unit of
 * work: implementations may call another service.
 */
public interface Sessions {
    /**
     * Exchanges a refresh token for the next pair of tokens. Several calls at once with one token all get the same next
     * one.
     *
     * @param token null when the caller brought none that we know of
     */
    RefreshSession.Outcome refresh(
            @Nullable RefreshToken token, Belongings belongings, Recorder<RefreshSession.Outcome> recorder);

    /**
     * Ends the session of a genuine refresh token, also when the token is not the current one.
     *
     * @param token null when the caller brought none that we know of
     */
    SignOut.Outcome end(@Nullable RefreshToken token, Belongings belongings, Recorder<SignOut.Outcome> recorder);
}

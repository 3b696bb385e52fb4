package dev.portcullis.session;

import dev.portcullis.kernel.Recorder;

/**
 * The session port: whoever keeps the sessions implements it. Safe for use by many threads. Not called inside a unit of
 * work: implementations may call another service.
 */
public interface Sessions {
    /**
     * Exchanges a refresh token for the next pair of tokens. Several calls at once with one token all get the same next
     * one.
     */
    RefreshSession.Outcome refresh(RefreshToken token, Recorder<RefreshSession.Outcome> recorder);

    /** Ends the session of a genuine refresh token, also when the token is not the current one. */
    SignOut.Outcome end(RefreshToken token, Recorder<SignOut.Outcome> recorder);
}

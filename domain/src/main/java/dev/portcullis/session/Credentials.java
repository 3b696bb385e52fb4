package dev.portcullis.session;

import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * The credential port: whoever can tell whether a login and a password belong together implements it. Safe for use by
 * many threads. Not called inside a unit of work: implementations hash, or call another service.
 */
@FunctionalInterface
public interface Credentials {
    /**
     * Exchanges a login and its password for a new session. Whether the login is unknown or the password wrong cannot be
     * told from the outcome's kind nor from the time taken.
     *
     * @param replaced the refresh token that the caller had before, if any; its session ends when a new one is opened
     * @param belongings of the caller, for whoever keeps credentials elsewhere
     */
    SignIn.Outcome exchange(
            Login login,
            Password password,
            @Nullable RefreshToken replaced,
            Belongings belongings,
            Recorder<SignIn.Outcome> recorder);
}

package dev.portcullis.signin;

import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Decision;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import org.jspecify.annotations.Nullable;

/**
 * The credential port: verifies a login and a password and opens a session. Thread-safe. Never called inside a unit of
 * work: implementations hash, or call another service.
 */
@FunctionalInterface
public interface Credentials {
    /**
     * Exchanges a login and its password for a new session. Neither what the caller gets nor the response time reveals
     * whether the login is unknown or the password is wrong.
     *
     * @param replaced the caller's previous refresh token, if any; its session ends when the new one is opened
     */
    Decision<SessionTokens> exchange(Login login, Password password, @Nullable RefreshToken replaced);
}

package dev.portcullis.kernel;

import java.util.UUID;

/**
 * The id of a session, used in the {@code sid} claim of access tokens and in refresh tokens. Not a secret: knowing it
 * gives no access.
 */
public record SessionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

package dev.portcullis.kernel;

import java.util.UUID;

/**
 * Names a session. It stands in the {@code sid} claim of access tokens and inside refresh tokens. It is a name, not a
 * secret: knowing it opens nothing.
 */
public record SessionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

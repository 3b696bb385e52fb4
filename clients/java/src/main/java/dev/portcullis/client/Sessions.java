package dev.portcullis.client;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The active sessions of an account.
 *
 * @param sessions the one that has not been used for the longest time comes first
 */
public record Sessions(List<Session> sessions) {

    /**
     * One session.
     *
     * @param current whether it is the session of the request
     */
    public record Session(UUID id, Instant createdAt, Instant lastUsedAt, boolean current) {
        static Session of(JsonObject json) {
            return new Session(json.id("id"), json.time("created_at"), json.time("last_used_at"), json.bool("current"));
        }
    }

    static Sessions of(JsonObject json) {
        return new Sessions(json.list("sessions", Session::of));
    }
}

package dev.portcullis.client;

/**
 * Whether the cookies of the client are those of a session.
 *
 * @param signedIn whether the request had a refresh token; its session may have ended since
 */
public record SessionState(boolean signedIn) {
    static SessionState of(JsonObject json) {
        return new SessionState(json.bool("signed_in"));
    }
}

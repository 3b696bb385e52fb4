package dev.portcullis.audit;

/** What becomes of an attempt whose event cannot be kept. */
public enum WhenUnavailable {
    /** It is refused: nothing happens that the log does not know of. */
    REFUSE,
    /** It goes on, and the event goes to the service's own log instead: people can sign in, and the record has holes. */
    ALLOW
}

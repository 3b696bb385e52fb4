package dev.portcullis.audit;

import java.util.UUID;

/** Names an attempt that was announced, so that the event that completes it can point there. */
public record AttemptId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

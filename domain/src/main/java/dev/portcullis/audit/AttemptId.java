package dev.portcullis.audit;

import java.util.UUID;

/** The id of an announced operation; the event that completes it refers to it. */
public record AttemptId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

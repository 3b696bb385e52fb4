package dev.portcullis.kernel;

import java.util.UUID;

/** Names an account. It stands in the {@code sub} claim of tokens and in the audit log, and is never given out twice. */
public record AccountId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

package dev.portcullis.kernel;

import java.util.UUID;

/** The id of an account, used in the {@code sub} claim of tokens and in the audit log. Ids are never reused. */
public record AccountId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

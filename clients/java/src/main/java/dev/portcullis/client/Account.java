package dev.portcullis.client;

import java.util.UUID;

/** An account, as its owner sees it. */
public record Account(UUID id, String email, String name, boolean emailVerified) {
    static Account of(JsonObject json) {
        return new Account(json.id("id"), json.text("email"), json.text("name"), json.bool("email_verified"));
    }
}

package dev.portcullis.client;

import java.util.List;

/** The public keys that verify access tokens (RFC 7517, 5). */
public record JsonWebKeySet(List<JsonWebKey> keys) {

    /** An elliptic-curve key (RFC 7518, 6.2.1). */
    public record JsonWebKey(String kty, String crv, String x, String y, String kid, String use, String alg) {
        static JsonWebKey of(JsonObject json) {
            return new JsonWebKey(
                    json.text("kty"),
                    json.text("crv"),
                    json.text("x"),
                    json.text("y"),
                    json.text("kid"),
                    json.text("use"),
                    json.text("alg"));
        }
    }

    static JsonWebKeySet of(JsonObject json) {
        return new JsonWebKeySet(json.list("keys", JsonWebKey::of));
    }
}

package dev.portcullis.signingkey;

import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;

/** The public keys with which other services verify our tokens. */
@FunctionalInterface
public interface PublicKeys {
    /** How long other services may cache the keys. Every key is published for longer than this before it signs. */
    Duration CACHE_LIFETIME = Duration.ofMinutes(5);

    /** A public key on the curve P-256 (ES256, RFC 7518) and its {@code kid}. */
    record PublicKey(String id, ECPublicKey key) {}

    /** The next, current and retiring keys, the current one first. */
    List<PublicKey> published();

    /** Reads the keys again. Does nothing in the gateway, which has no keys of its own. */
    default void refresh() {}
}

package dev.portcullis.session;

import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;

/** The keys by which others can check the tokens that we sign. */
@FunctionalInterface
public interface PublicKeys {
    /** How long others may keep a copy. Every key is published for longer before it signs. */
    Duration CACHE_LIFETIME = Duration.ofMinutes(5);

    /** A key on the curve P-256 (ES256, RFC 7518) and the {@code kid} that tokens name it by. */
    record PublicKey(String id, ECPublicKey key) {}

    /** Those that have signed, sign, or will sign tokens; the one that signs now first. */
    List<PublicKey> published();

    /** Finds out anew which there are; nothing to do where none are ours. */
    default void refresh() {}
}

package dev.portcullis.session;

import java.security.interfaces.ECPublicKey;
import java.util.List;

/** The keys by which others can check the tokens that we sign. */
@FunctionalInterface
public interface PublicKeys {
    /** A key on the curve P-256 (ES256, RFC 7518) and the {@code kid} that tokens name it by. */
    record PublicKey(String id, ECPublicKey key) {}

    /** Those that have signed, sign, or will sign tokens; the one that signs now first. */
    List<PublicKey> published();
}

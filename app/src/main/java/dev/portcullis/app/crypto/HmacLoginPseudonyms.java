package dev.portcullis.app.crypto;

import dev.portcullis.app.crypto.EncryptionKeys.DerivedKey;
import dev.portcullis.audit.LoginPseudonyms;
import dev.portcullis.kernel.AttemptedLogin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The first 128 bits of HMAC-SHA-256 (RFC 2104) under a derived key, in hexadecimal. Without the key, a login cannot be
 * found by trying all possible ones. Pseudonyms change with the encryption key.
 */
public final class HmacLoginPseudonyms implements LoginPseudonyms {
    private static final int LENGTH = 16;

    private final DerivedKey key;

    public HmacLoginPseudonyms(EncryptionKeys keys) {
        this.key = keys.current("audit-login");
    }

    @Override
    public String of(AttemptedLogin login) {
        byte[] hash = key.mac(login.reveal().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, LENGTH));
    }
}

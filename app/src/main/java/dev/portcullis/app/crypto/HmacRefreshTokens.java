package dev.portcullis.app.crypto;

import dev.portcullis.app.crypto.EncryptionKeys.DerivedKey;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.RefreshTokens;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Self-describing refresh tokens: 60 bytes in URL-safe Base64, made of the key id (4), the session id (16), the counter
 * (8) and an HMAC-SHA-256 over these (32). The length is a multiple of three, so each bit of the text is a bit of the
 * token, and no change goes unnoticed.
 */
public final class HmacRefreshTokens implements RefreshTokens {
    private static final String PURPOSE = "refresh-token";
    private static final int CLAIMS_LENGTH = EncryptionKeys.ID_LENGTH + 16 + 8;
    private static final int LENGTH = CLAIMS_LENGTH + 32;
    private static final int TEXT_LENGTH = LENGTH / 3 * 4;

    private final List<DerivedKey> keys;

    public HmacRefreshTokens(EncryptionKeys keys) {
        this.keys = keys.all(PURPOSE);
    }

    @Override
    public RefreshToken issue(SessionId session, long counter) {
        DerivedKey key = keys.get(0);
        byte[] claims = ByteBuffer.allocate(CLAIMS_LENGTH)
                .put(key.id())
                .putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits())
                .putLong(counter)
                .array();
        byte[] token =
                ByteBuffer.allocate(LENGTH).put(claims).put(key.mac(claims)).array();
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    @Override
    public Optional<Claims> read(RefreshToken token) {
        if (token.reveal().length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        return decode(token.reveal()).filter(this::isGenuine).map(HmacRefreshTokens::claims);
    }

    private static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == LENGTH ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private boolean isGenuine(byte[] token) {
        byte[] id = Arrays.copyOf(token, EncryptionKeys.ID_LENGTH);
        byte[] claims = Arrays.copyOf(token, CLAIMS_LENGTH);
        byte[] mac = Arrays.copyOfRange(token, CLAIMS_LENGTH, LENGTH);
        return keys.stream()
                .filter(key -> key.isNamed(id))
                .anyMatch(key -> MessageDigest.isEqual(mac, key.mac(claims)));
    }

    private static Claims claims(byte[] token) {
        ByteBuffer buffer = ByteBuffer.wrap(token, EncryptionKeys.ID_LENGTH, CLAIMS_LENGTH - EncryptionKeys.ID_LENGTH);
        SessionId session = new SessionId(new UUID(buffer.getLong(), buffer.getLong()));
        return new Claims(session, buffer.getLong());
    }
}

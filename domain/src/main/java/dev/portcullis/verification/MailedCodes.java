package dev.portcullis.verification;

import dev.portcullis.credential.PasswordHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The codes that were mailed to an account for one purpose.
 *
 * <p>A code is generated just before its mail is sent, and only its slow hash is stored, so a full copy of the database
 * contains no code. The hash is {@code pending} while the mail is being sent and becomes {@code current} when the mail
 * server has accepted the mail. Until then the previous code stays valid, so an outage of the mail server locks nobody
 * out.
 *
 * @param current the code of the mail that was accepted last; null before the first
 * @param pending the code of the mail that is being sent; null if there is none
 */
public record MailedCodes(
        @Nullable IssuedCode current, @Nullable IssuedCode pending) {
    /** A code is owed, and none was mailed yet. */
    public static final MailedCodes NONE_YET = new MailedCodes(null, null);

    /** The maximum number of codes that are valid at the same time. */
    public static final int MAXIMUM = 2;

    /** The hash of a code, and when its lifetime starts. */
    public record IssuedCode(PasswordHash hash, Instant issuedAt) {}

    /** A mail with this code is about to be sent. */
    public MailedCodes preparing(PasswordHash code, Instant now) {
        return new MailedCodes(current, new IssuedCode(code, now));
    }

    /** The mail server accepted the mail with this code. Its lifetime starts now. */
    public MailedCodes handedOver(PasswordHash code, Instant now) {
        boolean isPending = pending != null && pending.hash().equals(code);
        return isPending ? new MailedCodes(new IssuedCode(code, now), null) : this;
    }

    /** The hashes of the codes that are valid at this time. */
    public List<PasswordHash> goodAt(Instant now, Duration lifetime) {
        return Stream.of(current, pending)
                .filter(Objects::nonNull)
                .filter(code -> now.isBefore(code.issuedAt().plus(lifetime)))
                .map(IssuedCode::hash)
                .toList();
    }
}

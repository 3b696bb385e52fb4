package dev.portcullis.persistence.verification;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.verification.MailedCodes.IssuedCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The two columns of a mailed code: its hash, and when its lifetime starts. Both are null if there is no code. */
public final class CodeColumns {
    private CodeColumns() {}

    public static @Nullable IssuedCode code(@Nullable String hash, @Nullable Instant issuedAt) {
        return hash == null || issuedAt == null ? null : new IssuedCode(new PasswordHash(hash), issuedAt);
    }

    public static @Nullable String hash(@Nullable IssuedCode code) {
        return code == null ? null : code.hash().phc();
    }

    public static @Nullable Instant issuedAt(@Nullable IssuedCode code) {
        return code == null ? null : code.issuedAt();
    }
}

package dev.portcullis.persistence.verification;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.MailedCodes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code email_verification}. */
@Entity
@Table(name = "email_verification")
class EmailVerificationRow {
    @Id
    @Column(name = "account_id")
    private UUID account;

    @Column(name = "current_code_hash")
    private @Nullable String currentCodeHash;

    @Column(name = "current_issued_at")
    private @Nullable Instant currentIssuedAt;

    @Column(name = "pending_code_hash")
    private @Nullable String pendingCodeHash;

    @Column(name = "pending_issued_at")
    private @Nullable Instant pendingIssuedAt;

    @Column(nullable = false)
    private int tries;

    @Column(name = "sign_up_tries", nullable = false)
    private int signUpTries;

    @Column(name = "last_try_at")
    private @Nullable Instant lastTryAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    EmailVerificationRow() {}

    EmailVerification toEmailVerification() {
        return new EmailVerification(
                new AccountId(account),
                new MailedCodes(
                        CodeColumns.code(currentCodeHash, currentIssuedAt),
                        CodeColumns.code(pendingCodeHash, pendingIssuedAt)),
                tries,
                signUpTries,
                lastTryAt);
    }
}

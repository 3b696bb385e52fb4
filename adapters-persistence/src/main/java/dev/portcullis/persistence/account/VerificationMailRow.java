package dev.portcullis.persistence.account;

import dev.portcullis.account.VerificationMailQueue;
import dev.portcullis.kernel.AccountId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A row of the table {@code verification_mail}. */
@Entity
@Table(name = "verification_mail")
class VerificationMailRow {
    @Id
    @Column(name = "account_id")
    private UUID account;

    @Column(nullable = false)
    private int registration;

    @Column(nullable = false)
    private String language;

    @Column(nullable = false)
    private int attempts;

    @Column(name = "ordered_at", nullable = false)
    private Instant orderedAt;

    @Column(name = "due_at", nullable = false)
    private Instant dueAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    VerificationMailRow() {}

    VerificationMailQueue.Order toOrder() {
        return new VerificationMailQueue.Order(
                new AccountId(account), registration, Locale.forLanguageTag(language), attempts, orderedAt);
    }
}

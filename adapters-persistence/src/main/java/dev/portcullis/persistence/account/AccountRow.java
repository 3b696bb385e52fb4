package dev.portcullis.persistence.account;

import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.kernel.AccountId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** A row of the table {@code account}. */
@Entity
@Table(name = "account")
class AccountRow {
    @Id
    private UUID id;

    @Column(nullable = false)
    private String email;

    @Column(name = "display_name", nullable = false)
    private String displayName;

    @Column(name = "email_verified", nullable = false)
    private boolean emailVerified;

    @Column(nullable = false)
    private String[] groups;

    @Column(nullable = false)
    private int registration;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(nullable = false)
    private boolean disabled;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    AccountRow() {}

    Account toAccount() {
        return new Account(
                new AccountId(id),
                new EmailAddress(email),
                new DisplayName(displayName),
                emailVerified,
                Set.of(groups),
                registration,
                createdAt,
                disabled);
    }
}

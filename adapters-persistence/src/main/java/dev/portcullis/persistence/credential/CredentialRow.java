package dev.portcullis.persistence.credential;

import dev.portcullis.credential.PasswordHash;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of the table {@code credential}. */
@Entity
@Table(name = "credential")
class CredentialRow {
    @Id
    @Column(name = "account_id")
    private UUID account;

    @Column(name = "password_hash", nullable = false)
    private String passwordHash;

    @Column(name = "chosen_at", nullable = false)
    private Instant chosenAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    CredentialRow() {}

    PasswordHash toPasswordHash() {
        return new PasswordHash(passwordHash);
    }
}

package dev.portcullis.persistence.signingkey;

import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code signing_key}. */
@Entity
@Table(name = "signing_key")
class SigningKeyRow {
    @Id
    private String id;

    @Column(name = "public_key", nullable = false)
    private byte[] publicKey;

    @Column(name = "sealed_private_key", nullable = false)
    private byte[] encryptedPrivateKey;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "signs_from", nullable = false)
    private Instant signsFrom;

    @Column(name = "gone_at")
    private @Nullable Instant retiredAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    SigningKeyRow() {}

    static SigningKeyRow of(StoredKey key) {
        SigningKeyRow row = new SigningKeyRow();
        row.id = key.id();
        row.publicKey = key.publicKey().clone();
        row.encryptedPrivateKey = key.encryptedPrivateKey().clone();
        row.createdAt = key.life().publishedAt();
        row.signsFrom = key.life().signsFrom();
        row.retiredAt = key.life().retiredAt();
        return row;
    }

    StoredKey toStoredKey() {
        return new StoredKey(
                new SigningKeySchedule(id, createdAt, signsFrom, retiredAt),
                publicKey.clone(),
                encryptedPrivateKey.clone());
    }
}

package dev.portcullis.persistence.account;

import dev.portcullis.account.Notice;
import dev.portcullis.account.NoticeQueue;
import dev.portcullis.kernel.AccountId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code notice_mail}. */
@Entity
@Table(name = "notice_mail")
@IdClass(NoticeMailRow.Key.class)
class NoticeMailRow {
    record Key(UUID account, Notice notice) implements Serializable {}

    @Id
    @Column(name = "account_id")
    private UUID account;

    @Id
    @Enumerated(EnumType.STRING)
    private Notice notice;

    @Column(nullable = false)
    private String language;

    @Column(nullable = false)
    private int attempts;

    @Column(name = "ordered_at", nullable = false)
    private Instant orderedAt;

    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    NoticeMailRow() {}

    NoticeQueue.Order toOrder() {
        return new NoticeQueue.Order(
                new AccountId(account), notice, Locale.forLanguageTag(language), attempts, orderedAt);
    }
}

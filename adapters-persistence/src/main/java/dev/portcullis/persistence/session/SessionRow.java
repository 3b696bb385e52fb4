package dev.portcullis.persistence.session;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.Session;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code session}. */
@Entity
@Table(name = "session")
class SessionRow {
    @Id
    private UUID id;

    @Column(name = "account_id", nullable = false)
    private UUID account;

    @Column(nullable = false)
    private long counter;

    @Column(name = "lost_cycles", nullable = false)
    private int consecutiveLateCycles;

    @Column(name = "lost_in_cycle", nullable = false)
    private boolean lateInThisCycle;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "advanced_at", nullable = false)
    private Instant advancedAt;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "end_reason")
    private Session.End.@Nullable Reason endReason;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    SessionRow() {}

    static SessionRow of(Session session) {
        SessionRow row = new SessionRow();
        row.id = session.id().value();
        row.account = session.account().value();
        row.counter = session.counter();
        row.consecutiveLateCycles = session.consecutiveLateCycles();
        row.lateInThisCycle = session.lateInThisCycle();
        row.createdAt = session.createdAt();
        row.advancedAt = session.advancedAt();
        row.expiresAt = session.expiresAt();
        Session.End ended = session.ended();
        row.endedAt = ended == null ? null : ended.at();
        row.endReason = ended == null ? null : ended.reason();
        return row;
    }

    Session toSession() {
        return new Session(
                new SessionId(id),
                new AccountId(account),
                counter,
                consecutiveLateCycles,
                lateInThisCycle,
                createdAt,
                advancedAt,
                expiresAt,
                endedAt == null || endReason == null ? null : new Session.End(endedAt, endReason));
    }
}

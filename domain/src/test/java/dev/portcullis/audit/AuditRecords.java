package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events of the log for tests. One that nothing more is said of tells all that an event can tell, occurred at noon of
 * the 24th of November 2026, and is the only one of its id, account and session.
 */
public record AuditRecords(AuditRecord record) {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.000001Z");

    public static AuditRecords anEvent() {
        return new AuditRecords(new AuditRecord(
                UUID.randomUUID(),
                NOON,
                "sign_in",
                "authn_login_success",
                "success",
                "stated",
                new AccountId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                "hash",
                "a***@e***",
                "192.0.2.7",
                "test/1 (ø)",
                "request-1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "replica-1",
                null,
                null));
    }

    public AuditRecords withId(UUID id) {
        return with(id, record.occurredAt(), record.type(), record.outcome(), record.account(), record.address(), null);
    }

    public AuditRecords of(AccountId account) {
        return with(record.id(), record.occurredAt(), record.type(), record.outcome(), account, record.address(), null);
    }

    public AuditRecords at(Instant time) {
        return with(record.id(), time, record.type(), record.outcome(), record.account(), record.address(), null);
    }

    /** By this many microseconds. */
    public AuditRecords later(int microseconds) {
        return at(record.occurredAt().plus(microseconds, ChronoUnit.MICROS));
    }

    public AuditRecords withType(String type) {
        return with(record.id(), record.occurredAt(), type, record.outcome(), record.account(), record.address(), null);
    }

    public AuditRecords withOutcome(String outcome) {
        return with(record.id(), record.occurredAt(), record.type(), outcome, record.account(), record.address(), null);
    }

    public AuditRecords from(String address) {
        return with(record.id(), record.occurredAt(), record.type(), record.outcome(), record.account(), address, null);
    }

    public AuditRecords completing(AuditRecord announced) {
        return with(
                record.id(),
                record.occurredAt(),
                record.type(),
                record.outcome(),
                record.account(),
                record.address(),
                announced.id());
    }

    private AuditRecords with(
            UUID id,
            Instant time,
            String type,
            String outcome,
            @Nullable AccountId account,
            String address,
            @Nullable UUID attempt) {
        return new AuditRecords(new AuditRecord(
                id,
                time,
                record.action(),
                type,
                outcome,
                record.reason(),
                account,
                record.session(),
                record.login(),
                record.maskedLogin(),
                address,
                record.userAgent(),
                record.requestId(),
                record.traceId(),
                record.replica(),
                attempt == null ? record.attempt() : attempt,
                record.count()));
    }

    /** Of this many requests. */
    public AuditRecords counting(long count) {
        return new AuditRecords(new AuditRecord(
                record.id(),
                record.occurredAt(),
                record.action(),
                record.type(),
                record.outcome(),
                record.reason(),
                record.account(),
                record.session(),
                record.login(),
                record.maskedLogin(),
                record.address(),
                record.userAgent(),
                record.requestId(),
                record.traceId(),
                record.replica(),
                record.attempt(),
                count));
    }
}

package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the audit log. Whatever stores, exports or hashes events has them in this order, so names and order never
 * change; a new column is added at the end.
 */
public enum AuditColumn {
    ID(true, AuditRecord::id),
    OCCURRED_AT(true, AuditRecord::occurredAt),
    ACTION(true, AuditRecord::action),
    TYPE(true, AuditRecord::type),
    OUTCOME(true, AuditRecord::outcome),
    REASON(false, AuditRecord::reason),
    ACCOUNT_ID(false, event -> value(event.account())),
    SESSION_ID(false, event -> value(event.session())),
    LOGIN_HASH(false, AuditRecord::login),
    MASKED_LOGIN(false, AuditRecord::maskedLogin),
    CLIENT_ADDRESS(true, AuditRecord::address),
    USER_AGENT(false, AuditRecord::userAgent),
    REQUEST_ID(true, AuditRecord::requestId),
    TRACE_ID(false, AuditRecord::traceId),
    REPLICA(true, AuditRecord::replica),
    ATTEMPT_ID(false, AuditRecord::attempt),
    COUNT(false, AuditRecord::count);

    private final String columnName = name().toLowerCase(Locale.ROOT);
    private final boolean isRequired;

    @SuppressWarnings("ImmutableEnumChecker") // References to methods, which have no state.
    private final Function<AuditRecord, @Nullable Object> value;

    AuditColumn(boolean isRequired, Function<AuditRecord, @Nullable Object> value) {
        this.isRequired = isRequired;
        this.value = value;
    }

    private static @Nullable UUID value(@Nullable AccountId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable UUID value(@Nullable SessionId id) {
        return id == null ? null : id.value();
    }

    public String columnName() {
        return columnName;
    }

    public boolean isRequired() {
        return isRequired;
    }

    /** The value: a {@code UUID}, {@code Instant}, {@code String} or {@code Long}; null if the event has none. */
    public @Nullable Object value(AuditRecord event) {
        return value.apply(event);
    }
}

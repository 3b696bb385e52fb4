package dev.portcullis.audit.reading;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import java.util.function.Supplier;

/** Decides who may read the audit log. Thread-safe. Not called inside a unit of work. */
@FunctionalInterface
public interface AuditAccess {
    /**
     * Checks whether the holder of this token may read the audit log. The result is about the reader, and has no value.
     * Refuses with {@code NOT_ALLOWED} if the token is valid and its holder may not, or else with {@code
     * NOT_AUTHENTICATED} or the reason of the provider.
     */
    Result<Void> check(BearerToken token);

    /** Decides to read for the holder of this token, if the holder may. The note tells the audit log what is read. */
    default <T> Decision<T> decide(BearerToken token, String note, Supplier<T> reading) {
        Result<Void> reader = check(token);
        if (reader.isRefusedWith(Refusal.Reason.NOT_ALLOWED)) {
            return Decision.of(reader.asRefusal());
        }
        return reader.isRefused()
                ? Decision.turnedAway(reader.refusal())
                : Decision.of(() -> reader.with(reading.get()).noting(note));
    }
}

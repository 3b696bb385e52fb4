package dev.portcullis.kernel;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a use case returns: it was done, with a value where there is one, or it was refused. Also carries what only the
 * audit log records: the account, session and login that the result is about, and a note on how it was done. Immutable.
 */
public final class Result<T> {
    /** What a result is about, for the audit log. Each is null if unknown; the login also if the operation names it. */
    public record Subject(
            @Nullable AccountId account,
            @Nullable SessionId session,
            @Nullable AttemptedLogin login) {
        static final Subject NONE = new Subject(null, null, null);
    }

    private final @Nullable T value;
    private final @Nullable Refusal refusal;
    private final Subject subject;
    private final String note;
    private final boolean isCounted;

    private Result(@Nullable T value, @Nullable Refusal refusal, Subject subject, String note, boolean isCounted) {
        this.value = value;
        this.refusal = refusal;
        this.subject = subject;
        this.note = note;
        this.isCounted = isCounted;
    }

    public static <T> Result<T> of(T value) {
        return new Result<>(value, null, Subject.NONE, "", false);
    }

    /** Done, without a value. */
    public static <T> Result<T> done() {
        return new Result<>(null, null, Subject.NONE, "", false);
    }

    public static <T> Result<T> refused(Refusal refusal) {
        return new Result<>(null, refusal, Subject.NONE, "", false);
    }

    public static <T> Result<T> refused(Refusal.Reason reason) {
        return refused(Refusal.of(reason));
    }

    public Result<T> about(@Nullable AccountId account) {
        return about(account, null);
    }

    public Result<T> about(@Nullable AccountId account, @Nullable SessionId session) {
        return about(new Subject(account, session, subject.login()));
    }

    public Result<T> about(Principal principal) {
        return about(principal.account(), principal.session());
    }

    public Result<T> about(@Nullable AttemptedLogin login) {
        return about(new Subject(subject.account(), subject.session(), login));
    }

    public Result<T> about(Subject other) {
        return new Result<>(value, refusal, other, note, isCounted);
    }

    /** The same result with a stable lower-case code that tells the audit log how it was done. */
    public Result<T> noting(String code) {
        return new Result<>(value, refusal, subject, code, isCounted);
    }

    /**
     * The same result, which changed nothing and granted nothing: it is written later, as one event for all that are
     * alike, so that callers whom no rate limit stops cannot fill the audit log.
     */
    public Result<T> counted() {
        return new Result<>(value, refusal, subject, note, true);
    }

    public boolean isRefused() {
        return refusal != null;
    }

    public boolean isRefusedWith(Refusal.Reason reason) {
        return refusal != null && refusal.reason() == reason;
    }

    /** Throws {@link IllegalStateException} if there is no value: it was refused, or has none. */
    public T value() {
        if (value == null) {
            throw new IllegalStateException("no value: " + this);
        }
        return value;
    }

    /** Throws {@link IllegalStateException} if it was done. */
    public Refusal refusal() {
        if (refusal == null) {
            throw new IllegalStateException("not refused");
        }
        return refusal;
    }

    public Subject subject() {
        return subject;
    }

    /** Empty if there is none. */
    public String note() {
        return note;
    }

    public boolean isCounted() {
        return isCounted;
    }

    /** The same result with another value; a refusal, and a result without a value, stay what they are. */
    public <R> Result<R> map(Function<? super T, ? extends R> change) {
        return new Result<>(value == null ? null : change.apply(value), refusal, subject, note, isCounted);
    }

    /** A result with this value about the same subject. */
    public <R> Result<R> with(R other) {
        return new Result<>(other, null, subject, note, isCounted);
    }

    /** The same refusal where another value is expected. Throws {@link IllegalStateException} if it was done. */
    public <R> Result<R> asRefusal() {
        return new Result<>(null, refusal(), subject, note, isCounted);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Result<?> that
                && Objects.equals(value, that.value)
                && Objects.equals(refusal, that.refusal)
                && subject.equals(that.subject)
                && note.equals(that.note);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, refusal, subject, note);
    }

    /** Contains no value, which may hold secrets. */
    @Override
    public String toString() {
        return "Result[" + (refusal == null ? "done" : refusal.reason()) + (note.isEmpty() ? "" : ", " + note) + "]";
    }
}

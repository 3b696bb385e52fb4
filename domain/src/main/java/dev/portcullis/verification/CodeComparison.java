package dev.portcullis.verification;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Compares a code with those that were mailed. An attempt is counted before, so concurrent attempts gain nothing, and
 * forgiven if nothing was compared. Thread-safe.
 */
public final class CodeComparison {
    private final VerificationPolicy policy;
    private final PasswordHasher hasher;
    private final UnitOfWork work;
    private final Clock clock;

    public CodeComparison(VerificationPolicy policy, PasswordHasher hasher, UnitOfWork work, Clock clock) {
        this.policy = policy;
        this.hasher = hasher;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Returns the code that matches, if one does. Refuses as {@code lock} does, or with {@code TOO_MANY_TRIES} or {@code
     * CODE_EXPIRED}. Called outside a unit of work.
     *
     * @param lock locks the verification, or refuses a caller who may not try; called inside a unit of work, as {@code put}
     */
    public Result<Optional<PasswordHash>> compare(
            VerificationCode code, Supplier<Result<EmailVerification>> lock, Consumer<EmailVerification> put) {
        return work.call(() -> count(lock.get(), put)).map(codes -> {
            try {
                return match(code, codes);
            } catch (Overloaded notCompared) {
                work.run(() -> forgive(lock.get(), put));
                throw notCompared;
            }
        });
    }

    /**
     * Returns the code that matches, if one does. Always compares with the same number of hashes, unless one matches, so
     * that the response time does not reveal how many there are. Called outside a unit of work.
     */
    public Optional<PasswordHash> match(VerificationCode code, List<PasswordHash> codes) {
        return Stream.concat(codes.stream(), Stream.generate(hasher::decoy))
                .limit(MailedCodes.MAXIMUM)
                .filter(hash -> hasher.matches(code, hash))
                .findFirst();
    }

    private Result<List<PasswordHash>> count(Result<EmailVerification> locked, Consumer<EmailVerification> put) {
        if (locked.isRefused()) {
            return locked.asRefusal();
        }
        Instant now = clock.instant();
        Result<List<PasswordHash>> codes = locked.value().codesAt(now, policy.codeLifetime());
        if (!codes.isRefused()) {
            put.accept(locked.value().countingTry(now));
        }
        return codes.about(locked.subject());
    }

    private static void forgive(Result<EmailVerification> locked, Consumer<EmailVerification> put) {
        if (!locked.isRefused()) {
            put.accept(locked.value().forgivingTry());
        }
    }

    /** Whether the code that matched is still valid. Called inside the unit of work that uses it. */
    public boolean isStillGood(EmailVerification locked, Optional<PasswordHash> matched) {
        return matched.filter(locked.codes().goodAt(clock.instant(), policy.codeLifetime())::contains)
                .isPresent();
    }
}

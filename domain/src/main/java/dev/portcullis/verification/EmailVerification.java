package dev.portcullis.verification;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pending verification of an account's e-mail address.
 *
 * <p>Each attempt is counted before the code is compared, so concurrent attempts gain nothing. It counts against the
 * account, and against the sign-up whose token or session sent it: a sign-up may use
 * {@link #MAXIMUM_TRIES_OF_A_SIGN_UP} of the account's {@link #MAXIMUM_TRIES} attempts, so a stranger's sign-up leaves
 * the rest to the owner's newer one. A new code resets neither count (NIST SP 800-63B-4, 3.1.3); a new sign-up resets
 * only its own. Both expire {@link #MEMORY} after the last attempt.
 *
 * @param tries attempts for the account since the count last expired
 * @param signUpTries attempts by tokens and sessions of the newest sign-up, included in {@code tries}
 * @param lastTryAt null if there was no attempt
 */
public record EmailVerification(
        AccountId account,
        MailedCodes codes,
        int tries,
        int signUpTries,
        @Nullable Instant lastTryAt) {

    /** The sixth attempt is refused without a comparison (ASVS 5.0, 6.6.3). */
    static final int MAXIMUM_TRIES = 5;

    /** Enough for two typing errors, and leaves two attempts to the next sign-up. */
    static final int MAXIMUM_TRIES_OF_A_SIGN_UP = 3;

    /** With five attempts per hour, guessing one of a million codes takes years. */
    static final Duration MEMORY = Duration.ofHours(1);

    /** The verification of a new account: no code, no attempt. */
    public static EmailVerification owedBy(AccountId account) {
        return new EmailVerification(account, MailedCodes.NONE_YET, 0, 0, null);
    }

    /**
     * For a new sign-up that takes over this account, or replaces it by another: earlier codes become invalid, the account's
     * count continues.
     */
    public EmailVerification passedOnTo(AccountId successor) {
        return new EmailVerification(successor, MailedCodes.NONE_YET, tries, 0, lastTryAt);
    }

    /** The same verification with other codes; attempts stay counted. */
    public EmailVerification with(MailedCodes others) {
        return new EmailVerification(account, others, tries, signUpTries, lastTryAt);
    }

    /** How long attempts are refused; zero or less if they are not. */
    private Duration lockedFor(Instant now) {
        boolean exhausted = at(now, tries) >= MAXIMUM_TRIES || at(now, signUpTries) >= MAXIMUM_TRIES_OF_A_SIGN_UP;
        return exhausted && lastTryAt != null ? Duration.between(now, lastTryAt.plus(MEMORY)) : Duration.ZERO;
    }

    /** The codes that an attempt may be compared with. Refuses with {@code TOO_MANY_TRIES} or {@code CODE_EXPIRED}. */
    public Result<List<PasswordHash>> codesAt(Instant now, Duration lifetime) {
        Duration locked = lockedFor(now);
        if (locked.compareTo(Duration.ZERO) > 0) {
            return Result.refused(Refusal.retryAfter(Reason.TOO_MANY_TRIES, locked));
        }
        List<PasswordHash> good = codes.goodAt(now, lifetime);
        return good.isEmpty() ? Result.refused(Reason.CODE_EXPIRED) : Result.of(good);
    }

    /** Counts an attempt that is about to be compared. */
    public EmailVerification countingTry(Instant now) {
        return new EmailVerification(account, codes, at(now, tries) + 1, at(now, signUpTries) + 1, now);
    }

    /** Takes back an attempt that was counted but never compared. */
    public EmailVerification forgivingTry() {
        return new EmailVerification(account, codes, Math.max(0, tries - 1), Math.max(0, signUpTries - 1), lastTryAt);
    }

    private int at(Instant now, int count) {
        return lastTryAt != null && now.isBefore(lastTryAt.plus(MEMORY)) ? count : 0;
    }
}

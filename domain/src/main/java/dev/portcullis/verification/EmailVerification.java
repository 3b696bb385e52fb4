package dev.portcullis.verification;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pending verification of an account's e-mail address.
 *
 * <p>A code is generated just before its mail is sent, and only its slow hash is stored, so a full copy of the database
 * contains no code. The hash is {@code pending} while the mail is being sent and becomes {@code current} when the mail
 * server has accepted the mail. Until then the previous code stays valid, so an outage of the mail server locks nobody
 * out.
 *
 * <p>Each attempt is counted before the code is compared, so concurrent attempts gain nothing. It counts against the
 * account, and against the sign-up whose token or session sent it: a sign-up may use
 * {@link #MAXIMUM_TRIES_OF_A_SIGN_UP} of the account's {@link #MAXIMUM_TRIES} attempts, so a stranger's sign-up leaves
 * the rest to the owner's newer one. A new code resets neither count (NIST SP 800-63B-4, 3.1.3); a new sign-up resets
 * only its own. Both expire {@link #MEMORY} after the last attempt.
 *
 * @param current the code of the mail that was accepted last; null before the first
 * @param pending the code of the mail that is being sent; null if there is none
 * @param tries attempts for the account since the count last expired
 * @param signUpTries attempts by tokens and sessions of the newest sign-up, included in {@code tries}
 * @param lastTryAt null if there was no attempt
 */
public record EmailVerification(
        AccountId account,
        @Nullable IssuedCode current,
        @Nullable IssuedCode pending,
        int tries,
        int signUpTries,
        @Nullable Instant lastTryAt) {

    /** The hash of a code, and when its lifetime starts. */
    public record IssuedCode(PasswordHash hash, Instant issuedAt) {}

    /** The sixth attempt is refused without a comparison (ASVS 5.0, 6.6.3). */
    static final int MAXIMUM_TRIES = 5;

    /** Enough for two typing errors, and leaves two attempts to the next sign-up. */
    static final int MAXIMUM_TRIES_OF_A_SIGN_UP = 3;

    /** With five attempts per hour, guessing one of a million codes takes years. */
    static final Duration MEMORY = Duration.ofHours(1);

    /** The verification of a new account: no code, no attempt. */
    public static EmailVerification owedBy(AccountId account) {
        return new EmailVerification(account, null, null, 0, 0, null);
    }

    /**
     * For a new sign-up that takes over this account, or replaces it by another: earlier codes become invalid, the account's
     * count continues.
     */
    public EmailVerification passedOnTo(AccountId successor) {
        return new EmailVerification(successor, null, null, tries, 0, lastTryAt);
    }

    /** A mail with this code is about to be sent. */
    public EmailVerification preparing(PasswordHash code, Instant now) {
        return new EmailVerification(account, current, new IssuedCode(code, now), tries, signUpTries, lastTryAt);
    }

    /** The mail server accepted the mail with this code. Its lifetime starts now. */
    public EmailVerification handedOver(PasswordHash code, Instant now) {
        boolean isPending = pending != null && pending.hash().equals(code);
        return isPending
                ? new EmailVerification(account, new IssuedCode(code, now), null, tries, signUpTries, lastTryAt)
                : this;
    }

    /** How long attempts are refused; zero or less if they are not. */
    public Duration lockedFor(Instant now) {
        boolean exhausted = at(now, tries) >= MAXIMUM_TRIES || at(now, signUpTries) >= MAXIMUM_TRIES_OF_A_SIGN_UP;
        return exhausted && lastTryAt != null ? Duration.between(now, lastTryAt.plus(MEMORY)) : Duration.ZERO;
    }

    /** Counts an attempt that is about to be compared. */
    public EmailVerification countingTry(Instant now) {
        return new EmailVerification(account, current, pending, at(now, tries) + 1, at(now, signUpTries) + 1, now);
    }

    /** Takes back an attempt that was counted but never compared. */
    public EmailVerification forgivingTry() {
        return new EmailVerification(
                account, current, pending, Math.max(0, tries - 1), Math.max(0, signUpTries - 1), lastTryAt);
    }

    /** The hashes of the codes that are valid at this time. */
    public List<PasswordHash> codesGoodAt(Instant now, Duration lifetime) {
        return Stream.of(current, pending)
                .filter(Objects::nonNull)
                .filter(code -> now.isBefore(code.issuedAt().plus(lifetime)))
                .map(IssuedCode::hash)
                .toList();
    }

    private int at(Instant now, int count) {
        return lastTryAt != null && now.isBefore(lastTryAt.plus(MEMORY)) ? count : 0;
    }
}

package dev.portcullis.account;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proof of an address that an account still owes.
 *
 * <p>A code is made at the moment that its mail is handed over, and only its slow hash is kept, so a full copy of the
 * database holds no code. It is kept as {@code pending} before the mail leaves and becomes {@code current} when the
 * mail server has taken the mail; until then the code before it stays good, so a mail server that is down strands
 * nobody.
 *
 * <p>Each try is counted before the code is compared, so many at once gain nothing. It counts against the account, and
 * against the sign-up whose token or session sent it: a sign-up may use {@link #MAXIMUM_TRIES_OF_A_SIGN_UP} of the
 * {@link #MAXIMUM_TRIES} tries of the account, so a stranger's sign-up leaves the owner's newer one the rest. A new
 * code resets neither count (NIST SP 800-63B-4, 3.1.3), a new sign-up its own alone; both are forgotten {@link #MEMORY}
 * after the last try.
 *
 * @param current the code whose mail was handed over last; null before the first
 * @param pending the code whose mail is being handed over; null when none is
 * @param tries of the account since the count was last forgotten
 * @param signUpTries those of them that tokens and sessions of the newest sign-up have sent; only these may send any
 * @param lastTryAt null when there was none
 */
public record EmailVerification(
        AccountId account,
        @Nullable IssuedCode current,
        @Nullable IssuedCode pending,
        int tries,
        int signUpTries,
        @Nullable Instant lastTryAt) {

    /** A code and when it was made. */
    public record IssuedCode(PasswordHash hash, Instant issuedAt) {}

    /** The sixth try is refused unheard (ASVS 5.0, 6.6.3). */
    static final int MAXIMUM_TRIES = 5;

    /** Enough for two typing errors, and leaves two tries to the sign-up that comes next. */
    static final int MAXIMUM_TRIES_OF_A_SIGN_UP = 3;

    /** With five tries an hour, guessing one of a million codes takes years. */
    static final Duration MEMORY = Duration.ofHours(1);

    static EmailVerification owedBy(AccountId account) {
        return new EmailVerification(account, null, null, 0, 0, null);
    }

    /** For a registration that took over the account: earlier codes are void, the account's count of tries goes on. */
    EmailVerification forNewRegistration() {
        return new EmailVerification(account, null, null, tries, 0, lastTryAt);
    }

    /** For an account that took the place of this one: as for a new registration. */
    EmailVerification passedOnTo(AccountId successor) {
        return new EmailVerification(successor, null, null, tries, 0, lastTryAt);
    }

    EmailVerification preparing(PasswordHash code, Instant now) {
        return new EmailVerification(account, current, new IssuedCode(code, now), tries, signUpTries, lastTryAt);
    }

    /** The mail with the pending code was taken. Its time starts now. */
    EmailVerification handedOver(PasswordHash code, Instant now) {
        boolean isPending = pending != null && pending.hash().equals(code);
        return isPending
                ? new EmailVerification(account, new IssuedCode(code, now), null, tries, signUpTries, lastTryAt)
                : this;
    }

    /** How long no try is taken; zero or less when one is. */
    Duration lockedFor(Instant now) {
        boolean exhausted = at(now, tries) >= MAXIMUM_TRIES || at(now, signUpTries) >= MAXIMUM_TRIES_OF_A_SIGN_UP;
        return exhausted && lastTryAt != null ? Duration.between(now, lastTryAt.plus(MEMORY)) : Duration.ZERO;
    }

    EmailVerification countingTry(Instant now) {
        return new EmailVerification(account, current, pending, at(now, tries) + 1, at(now, signUpTries) + 1, now);
    }

    /** Takes back a try that was counted but never compared. */
    EmailVerification forgivingTry() {
        return new EmailVerification(
                account, current, pending, Math.max(0, tries - 1), Math.max(0, signUpTries - 1), lastTryAt);
    }

    List<PasswordHash> codesGoodAt(Instant now, Duration lifetime) {
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

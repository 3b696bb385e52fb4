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
 * database holds no code. It is kept as {@code pending} before the mail leaves and becomes {@code current} when the mail
 * server has taken the mail; until then the code before it stays good, so a mail server that is down strands nobody.
 *
 * <p>Each try is counted before the code is compared, so many at once gain nothing. A new code does not reset the count
 * (NIST SP 800-63B-4, 3.1.3); it is forgotten {@link #MEMORY} after the last try.
 *
 * @param current the code whose mail was handed over last; null before the first
 * @param pending the code whose mail is being handed over; null when none is
 * @param tries since the count was last forgotten
 * @param lastTryAt null when there was none
 */
public record EmailVerification(
        AccountId account,
        @Nullable IssuedCode current,
        @Nullable IssuedCode pending,
        int tries,
        @Nullable Instant lastTryAt) {

    /** A code and when it was made. */
    public record IssuedCode(PasswordHash hash, Instant issuedAt) {}

    /** The sixth try is refused unheard (ASVS 5.0, 6.6.3). */
    static final int MAXIMUM_TRIES = 5;

    /** With five tries an hour, guessing one of a million codes takes years. */
    static final Duration MEMORY = Duration.ofHours(1);

    static EmailVerification owedBy(AccountId account) {
        return new EmailVerification(account, null, null, 0, null);
    }

    /** For a registration that took over the account: earlier codes are void, the count of tries goes on. */
    EmailVerification forNewRegistration() {
        return new EmailVerification(account, null, null, tries, lastTryAt);
    }

    /** For an account that took the place of this one: as for a new registration. */
    EmailVerification passedOnTo(AccountId successor) {
        return new EmailVerification(successor, null, null, tries, lastTryAt);
    }

    EmailVerification preparing(PasswordHash code, Instant now) {
        return new EmailVerification(account, current, new IssuedCode(code, now), tries, lastTryAt);
    }

    /** The mail with the pending code was taken. Its time starts now. */
    EmailVerification handedOver(PasswordHash code, Instant now) {
        boolean isPending = pending != null && pending.hash().equals(code);
        return isPending ? new EmailVerification(account, new IssuedCode(code, now), null, tries, lastTryAt) : this;
    }

    /** How long no try is taken; zero or less when one is. */
    Duration lockedFor(Instant now) {
        boolean exhausted = triesAt(now) >= MAXIMUM_TRIES;
        return exhausted && lastTryAt != null ? Duration.between(now, lastTryAt.plus(MEMORY)) : Duration.ZERO;
    }

    EmailVerification countingTry(Instant now) {
        return new EmailVerification(account, current, pending, triesAt(now) + 1, now);
    }

    /** Takes back a try that was counted but never compared. */
    EmailVerification forgivingTry() {
        return new EmailVerification(account, current, pending, Math.max(0, tries - 1), lastTryAt);
    }

    List<PasswordHash> codesGoodAt(Instant now, Duration lifetime) {
        return Stream.of(current, pending)
                .filter(Objects::nonNull)
                .filter(code -> now.isBefore(code.issuedAt().plus(lifetime)))
                .map(IssuedCode::hash)
                .toList();
    }

    private int triesAt(Instant now) {
        return lastTryAt != null && now.isBefore(lastTryAt.plus(MEMORY)) ? tries : 0;
    }
}

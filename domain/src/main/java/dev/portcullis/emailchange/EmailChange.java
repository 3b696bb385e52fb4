package dev.portcullis.emailchange;

import dev.portcullis.account.Account;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.verification.EmailVerification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A change of an account's address. Immutable. An account has at most one that is pending; it reserves nothing, neither
 * the new address nor, once confirmed, the old one.
 *
 * @param id later than those of earlier changes of the account
 * @param session that asked for it, and alone can confirm it
 * @param since when it got its status
 * @param ownerTold whether the mail to the old mailbox was delivered or given up, or the address was not verified until
 *     the change was confirmed
 * @param cancellation the digest of the code in that mail
 * @param proof the codes that were sent to the new mailbox, and the attempts to confirm
 */
public record EmailChange(
        UUID id,
        AccountId account,
        SessionId session,
        EmailAddress from,
        EmailAddress to,
        Status status,
        Instant since,
        boolean ownerTold,
        String cancellation,
        EmailVerification proof) {

    public enum Status {
        /** Asked for, and not yet confirmed. */
        PENDING,
        /** The account has the new address. */
        CONFIRMED,
        /** Never confirmed, or undone. */
        CANCELED
    }

    /** How long the owner of the old mailbox can cancel a change. */
    public static final Duration CANCELABLE = Duration.ofDays(7);

    /** @param attempts the attempts of earlier changes, which stay counted */
    static EmailChange requested(
            UUID id,
            Account account,
            SessionId session,
            EmailAddress to,
            CancellationCode code,
            EmailVerification attempts,
            Instant now) {
        return new EmailChange(
                id,
                account.id(),
                session,
                account.email(),
                to,
                Status.PENDING,
                now,
                false,
                code.digest(),
                attempts.passedOnTo(account.id()));
    }

    EmailChange confirmed(Instant now) {
        return with(Status.CONFIRMED, now, ownerTold, cancellation, proof);
    }

    EmailChange canceled(Instant now) {
        return with(Status.CANCELED, now, ownerTold, cancellation, proof);
    }

    EmailChange told() {
        return with(status, since, true, cancellation, proof);
    }

    EmailChange canceledBy(CancellationCode code) {
        return with(status, since, ownerTold, code.digest(), proof);
    }

    EmailChange provenBy(EmailVerification changed) {
        return with(status, since, ownerTold, cancellation, changed);
    }

    private EmailChange with(Status next, Instant at, boolean told, String digest, EmailVerification changed) {
        return new EmailChange(id, account, session, from, to, next, at, told, digest, changed);
    }

    boolean isPending() {
        return status == Status.PENDING;
    }

    /** Whether the account has the new address, and the mail about it is still on its way to the old one. */
    boolean isOwnerToBeTold() {
        return status == Status.CONFIRMED && !ownerTold;
    }

    boolean isCancelableAt(Instant now) {
        return status != Status.CANCELED && now.isBefore(since.plus(CANCELABLE));
    }
}

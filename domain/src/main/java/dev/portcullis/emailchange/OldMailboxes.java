package dev.portcullis.emailchange;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a thief who changed an address from outrunning the owner of the old mailbox: no further step before the mail about
 * the change was delivered or given up (ADR 47). Thread-safe.
 */
public final class OldMailboxes {
    /** About as long as a mail server takes that delivers at once. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final EmailChangeStore changes;

    public OldMailboxes(EmailChangeStore changes) {
        this.changes = changes;
    }

    /**
     * {@code TOO_MANY_ATTEMPTS} while the mail about a confirmed change is on its way to the old mailbox; null otherwise.
     * Called inside a unit of work that has locked the account.
     */
    public @Nullable Refusal refusal(AccountId account) {
        return refusal(changes.of(account));
    }

    static @Nullable Refusal refusal(List<EmailChange> changes) {
        return changes.stream().anyMatch(EmailChange::isOwnerToBeTold)
                ? Refusal.retryAfter(Reason.TOO_MANY_ATTEMPTS, PAUSE)
                : null;
    }
}

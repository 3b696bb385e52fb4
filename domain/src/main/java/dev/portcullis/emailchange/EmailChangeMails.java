package dev.portcullis.emailchange;

import dev.portcullis.account.AccountStore;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.mail.MailContents;
import dev.portcullis.mail.MailSender.Code;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two mails of a change: one with a generated code to the new mailbox, and one with the cancellation code to the old
 * mailbox, also if the change is confirmed before it is delivered.
 */
public final class EmailChangeMails implements MailContents {
    private final AccountStore accounts;
    private final EmailChangeStore changes;
    private final CancellationCodes codes;

    public EmailChangeMails(AccountStore accounts, EmailChangeStore changes, CancellationCodes codes) {
        this.accounts = accounts;
        this.changes = changes;
        this.codes = codes;
    }

    @Override
    public Optional<Prepared> prepare(AccountId account, @Nullable PasswordHash generated, Instant now) {
        Optional<EmailChange> latest = latest(account);
        return generated == null
                ? latest.map(this::prepareNotice)
                : latest.filter(EmailChange::isPending).map(change -> {
                    changes.put(change.provenBy(
                            change.proof().with(change.proof().codes().preparing(generated, now))));
                    return new Prepared(change.to().value(), null);
                });
    }

    private Prepared prepareNotice(EmailChange change) {
        CancellationCode code = codes.of(change.id());
        // Another one than before if the encryption key has changed.
        if (!code.digest().equals(change.cancellation())) {
            changes.put(change.canceledBy(code));
        }
        return new Prepared(change.from().value(), new Code(code, EmailChange.CANCELABLE));
    }

    @Override
    public void conclude(AccountId account, @Nullable PasswordHash generated, boolean wasAccepted, Instant now) {
        Optional<EmailChange> latest = latest(account);
        if (generated == null) {
            latest.map(EmailChange::told).ifPresent(changes::put);
        } else if (wasAccepted) {
            latest.map(change -> change.provenBy(
                            change.proof().with(change.proof().codes().handedOver(generated, now))))
                    .ifPresent(changes::put);
        }
    }

    /** The latest change that was not canceled; there is at most one whose mails are due. */
    private Optional<EmailChange> latest(AccountId account) {
        if (accounts.lock(account).isEmpty()) {
            return Optional.empty();
        }
        List<EmailChange> valid = changes.of(account).stream()
                .filter(change -> change.status() != EmailChange.Status.CANCELED)
                .toList();
        return valid.isEmpty() ? Optional.empty() : Optional.of(valid.get(valid.size() - 1));
    }
}

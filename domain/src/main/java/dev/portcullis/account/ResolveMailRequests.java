package dev.portcullis.account;

import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.mail.MailedCodeStore;
import dev.portcullis.verification.MailedCodes;
import dev.portcullis.verification.VerificationStore;
import java.time.Clock;
import java.util.Optional;

/**
 * Decides in the background which requested mails are owed, and enqueues them. A request that leads to no mail is dropped.
 * The response to the caller was sent before, so nothing here can reveal which addresses have an account. Several replicas
 * may do so concurrently.
 */
public final class ResolveMailRequests {
    private final MailOutbox outbox;
    private final AccountStore accounts;
    private final VerificationStore verifications;
    private final MailedCodeStore codes;
    private final UnitOfWork work;
    private final Clock clock;

    public ResolveMailRequests(
            MailOutbox outbox,
            AccountStore accounts,
            VerificationStore verifications,
            MailedCodeStore codes,
            UnitOfWork work,
            Clock clock) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.verifications = verifications;
        this.codes = codes;
        this.work = work;
        this.clock = clock;
    }

    /** Resolves the oldest request and returns whether there was one. Concurrent threads resolve different ones. */
    public boolean execute() {
        return work.call(() -> {
            Optional<MailOutbox.Request> request = outbox.takeRequest();
            request.ifPresent(this::resolve);
            return request.isPresent();
        });
    }

    private void resolve(MailOutbox.Request request) {
        // Locked, so that no concurrent sign-up replaces the account.
        accounts.findByEmail(new EmailAddress(request.address()))
                .flatMap(account -> accounts.lock(account.id()))
                .filter(account -> !account.disabled() && makeOwed(account, request.kind()))
                .ifPresent(
                        account -> outbox.enqueue(account.id(), request.kind(), request.language(), clock.instant()));
    }

    /** Whether the mail is owed; if so, its code is owed from now on. */
    private boolean makeOwed(Account account, MailKind kind) {
        return switch (kind) {
            case VERIFICATION_CODE -> verifications.lock(account.id()).isPresent();
            case PASSWORD_RESET_CODE -> {
                if (codes.lock(account.id(), kind).isEmpty()) {
                    codes.put(account.id(), kind, MailedCodes.NONE_YET);
                }
                yield true;
            }
            // Events cause these; nobody can request them.
            case PASSWORD_RESET,
                    PASSWORD_CHANGED,
                    SUSPICIOUS_SIGN_IN,
                    SIGN_UP_ATTEMPTED,
                    EMAIL_CHANGE_CODE,
                    EMAIL_CHANGE_REQUESTED,
                    ACCOUNT_DELETED -> false;
        };
    }
}

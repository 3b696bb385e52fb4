package dev.portcullis.mail;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Mails to the present address of an account; one with a code belongs to the verification of that address. */
public final class AccountMails implements MailContents {
    private final Function<AccountId, Optional<String>> addresses;
    private final VerificationStore verifications;

    /** @param addresses the e-mail address of an account; empty if there is no such account */
    public AccountMails(Function<AccountId, Optional<String>> addresses, VerificationStore verifications) {
        this.addresses = addresses;
        this.verifications = verifications;
    }

    @Override
    public Optional<Prepared> prepare(AccountId account, @Nullable PasswordHash generated, Instant now) {
        boolean isNeeded = generated == null || storePending(account, generated, now);
        return isNeeded ? addresses.apply(account).map(address -> new Prepared(address, null)) : Optional.empty();
    }

    private boolean storePending(AccountId account, PasswordHash code, Instant now) {
        Optional<EmailVerification> waiting = verifications.lock(account);
        waiting.map(owed -> owed.with(owed.codes().preparing(code, now))).ifPresent(verifications::put);
        return waiting.isPresent();
    }

    @Override
    public void conclude(AccountId account, @Nullable PasswordHash generated, boolean wasAccepted, Instant now) {
        if (generated != null && wasAccepted) {
            verifications
                    .lock(account)
                    .map(owed -> owed.with(owed.codes().handedOver(generated, now)))
                    .ifPresent(verifications::put);
        }
    }
}

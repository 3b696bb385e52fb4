package dev.portcullis.mail;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.verification.MailedCodes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mails to the present address of an account. One with a code is needed as long as the account is owed a code. */
public final class AccountMails implements MailContents {
    /** Where the codes of the mails are stored. */
    @FunctionalInterface
    public interface Codes {
        /** Changes the codes of an account and returns whether it is owed any. */
        @CanIgnoreReturnValue
        boolean change(AccountId account, UnaryOperator<MailedCodes> change);
    }

    private final Function<AccountId, Optional<String>> addresses;
    private final Codes codes;

    /** @param addresses the e-mail address of an account; empty if there is no such account */
    public AccountMails(Function<AccountId, Optional<String>> addresses, Codes codes) {
        this.addresses = addresses;
        this.codes = codes;
    }

    @Override
    public Optional<Prepared> prepare(AccountId account, @Nullable PasswordHash generated, Instant now) {
        boolean isNeeded = generated == null || codes.change(account, owed -> owed.preparing(generated, now));
        return isNeeded ? addresses.apply(account).map(address -> new Prepared(address, null)) : Optional.empty();
    }

    @Override
    public void conclude(AccountId account, @Nullable PasswordHash generated, boolean wasAccepted, Instant now) {
        if (generated != null && wasAccepted) {
            codes.change(account, owed -> owed.handedOver(generated, now));
        }
    }
}

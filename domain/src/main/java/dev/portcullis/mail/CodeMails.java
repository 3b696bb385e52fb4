package dev.portcullis.mail;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Mails of one kind to the present address of an account, with a code of the {@link MailedCodeStore}, while one is owed. */
public final class CodeMails implements MailContents {
    private final MailKind kind;
    private final Function<AccountId, Optional<String>> addresses;
    private final MailedCodeStore codes;

    /** @param addresses the e-mail address of an account; empty if there is no such account */
    public CodeMails(MailKind kind, Function<AccountId, Optional<String>> addresses, MailedCodeStore codes) {
        this.kind = kind;
        this.addresses = addresses;
        this.codes = codes;
    }

    @Override
    public Optional<Prepared> prepare(AccountId account, @Nullable PasswordHash generated, Instant now) {
        if (generated == null) {
            throw new IllegalStateException("a mail without a code");
        }
        return codes.lock(account, kind).flatMap(owed -> {
            codes.put(account, kind, owed.preparing(generated, now));
            return addresses.apply(account).map(address -> new Prepared(address, null));
        });
    }

    @Override
    public void conclude(AccountId account, @Nullable PasswordHash generated, boolean wasAccepted, Instant now) {
        if (generated != null && wasAccepted) {
            codes.lock(account, kind).ifPresent(owed -> codes.put(account, kind, owed.handedOver(generated, now)));
        }
    }
}

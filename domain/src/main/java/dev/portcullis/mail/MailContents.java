package dev.portcullis.mail;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom the mails of a kind go to, and what becomes of their codes. Called inside a unit of work. */
public interface MailContents {
    /**
     * What a mail about an account needs at this time.
     *
     * @param address the recipient's. Text, because the feature of accounts is built on this one
     * @param code of its own, which {@link DeliverMail} did not generate; null for none
     */
    record Prepared(String address, MailSender.@Nullable Code code) {}

    /**
     * Prepares a mail that is about to be sent.
     *
     * @param generated the hash of the code that was generated for it, which is stored; null for a kind without one
     * @return empty if the mail is no longer needed
     */
    Optional<Prepared> prepare(AccountId account, @Nullable PasswordHash generated, Instant now);

    /**
     * The mail will not be sent again.
     *
     * @param wasAccepted whether the mail server accepted it; otherwise it was given up
     */
    void conclude(AccountId account, @Nullable PasswordHash generated, boolean wasAccepted, Instant now);
}

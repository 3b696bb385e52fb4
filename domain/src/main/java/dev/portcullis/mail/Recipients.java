package dev.portcullis.mail;

import dev.portcullis.kernel.AccountId;
import java.util.Optional;

/**
 * Looks up where the mails of an account go. The account feature is built on this one and implements the lookup, so
 * addresses pass through here as plain text. Called inside a unit of work.
 */
@FunctionalInterface
public interface Recipients {
    /** The account's e-mail address; empty if there is no such account. */
    Optional<String> addressOf(AccountId account);
}

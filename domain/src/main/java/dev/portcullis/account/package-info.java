/**
 * Accounts and their sign-up. The port that a provider implements is {@link Accounts}; the local provider is
 * {@link LocalAccounts}, over {@link AccountStore}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.account;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

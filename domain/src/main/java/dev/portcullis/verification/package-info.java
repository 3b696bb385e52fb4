/**
 * The proof that an e-mail address belongs to its account. {@link dev.portcullis.verification.EmailVerification} is its
 * state: how many attempts were made, and which codes are valid ({@link dev.portcullis.verification.MailedCodes}). Ports:
 * {@link dev.portcullis.verification.VerificationStore} and {@link dev.portcullis.verification.VerificationTokens}. The
 * codes are generated and sent by {@code dev.portcullis.mail}, and compared by the local provider of accounts.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.verification;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * The proof that an e-mail address belongs to its account: {@link EmailVerification} counts the attempts,
 * and {@link MailedCodes} says which codes are valid.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.verification;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * The proof that an e-mail address belongs to its account: {@link EmailVerification} counts the attempts,
 * and {@link MailedCodes} says which codes are valid.
 */
package dev.portcullis.verification;

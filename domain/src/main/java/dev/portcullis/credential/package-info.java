/**
 * Passwords: the rules for new ones, hashing and storage. Ports:
 * {@link dev.portcullis.credential.PasswordHasher}, {@link dev.portcullis.credential.CredentialStore},
 * {@link dev.portcullis.credential.CommonPasswords}, {@link dev.portcullis.credential.BreachedPasswords}. The innermost
 * feature: it refers to an account only by its id.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.credential;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

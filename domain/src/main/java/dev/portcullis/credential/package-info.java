/**
 * How someone proves who they are: passwords, the rules for choosing one, and how they are kept. Ports:
 * {@link dev.portcullis.credential.PasswordHasher}, {@link dev.portcullis.credential.CredentialStore},
 * {@link dev.portcullis.credential.CommonPasswords}, {@link dev.portcullis.credential.BreachedPasswords}. The innermost
 * feature: it knows an account only by its id.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.credential;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

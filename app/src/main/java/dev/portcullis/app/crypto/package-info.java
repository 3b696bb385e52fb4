/**
 * Everything that computes with keys: Argon2id for passwords, JWTs for access and verification tokens, MACs for refresh
 * tokens, and the encryption of the signing keys that are kept in the database. All secrets are derived from
 * {@link dev.portcullis.app.crypto.EncryptionKeys}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.crypto;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * Passwords: Argon2id with a limit of parallel hashes, and the embedded list of common passwords.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.password;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

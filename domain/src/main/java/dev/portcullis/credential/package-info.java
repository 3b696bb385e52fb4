/** Passwords: the rules for new ones, hashing and storage. Refers to an account only by its id. */
@NullMarked
@CheckReturnValue
package dev.portcullis.credential;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

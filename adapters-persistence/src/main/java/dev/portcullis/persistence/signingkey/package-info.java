/**
 * Signing keys in PostgreSQL, with private keys encrypted. A lock makes replicas rotate keys one at a time.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.signingkey;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

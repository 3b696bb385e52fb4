/**
 * Whether a password has leaked, asked of a service that keeps the digests of those that have, by the first
 * characters of one digest alone.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.breach;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * The breach check: looks up passwords at a service that stores the hashes of leaked passwords, by the prefix of a
 * hash.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.breach;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

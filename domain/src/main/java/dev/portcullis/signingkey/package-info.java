/** The keys that sign access tokens, and their rotation. {@link KeyRing} decides which key signs. */
@NullMarked
@CheckReturnValue
package dev.portcullis.signingkey;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

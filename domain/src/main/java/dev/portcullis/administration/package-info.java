/** Administration of other people's accounts by operators and administrators. Local provider only. */
@NullMarked
@CheckReturnValue
package dev.portcullis.administration;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

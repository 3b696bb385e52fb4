/** What owners do with their own account, apart from signing in. Local provider only. */
@NullMarked
@CheckReturnValue
package dev.portcullis.selfservice;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** What owners do with their account as a whole, with the local provider only. */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.selfservice;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * What goes through us unread between callers and a provider elsewhere: {@link dev.portcullis.http.passage.Carried}, what
 * a request carries for it, and {@link dev.portcullis.http.passage.Answered}, what it answers. The resources fill the one
 * and give out the other; the client of the provider does the reverse.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.passage;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

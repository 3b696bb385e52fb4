/** The only reader of JSON that comes from outside: {@link dev.portcullis.json.StrictJson}. */
@NullMarked
@CheckReturnValue
package dev.portcullis.json;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

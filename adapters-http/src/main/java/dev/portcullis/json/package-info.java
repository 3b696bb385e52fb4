/** The only parser of JSON from outside, in requests and responses: {@link dev.portcullis.json.StrictJson}. */
@NullMarked
@CheckReturnValue
package dev.portcullis.json;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * Strict reading of JSON from strangers: {@link dev.portcullis.http.json.JsonBody}. Nothing is coerced, nothing is said
 * twice, and every field at fault is named in one answer.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.json;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

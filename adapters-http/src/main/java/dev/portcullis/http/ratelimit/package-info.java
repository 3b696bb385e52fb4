/** The header fields that report rate limits to callers. */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.ratelimit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** Metrics of rate limits. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.ratelimit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

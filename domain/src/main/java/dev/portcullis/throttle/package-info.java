/**
 * Limits to guessing and to flooding. What use cases ask is {@link dev.portcullis.throttle.Throttle};
 * {@link dev.portcullis.throttle.SharedThrottle} answers over two ports, {@link dev.portcullis.throttle.RateBuckets} for
 * how often an address may call and {@link dev.portcullis.throttle.GuessStore} for wrong passwords, and tells
 * {@link dev.portcullis.throttle.AllowanceFeed} what is left.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.throttle;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

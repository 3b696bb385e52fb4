/**
 * Calls to other services. {@link dev.portcullis.outbound.GuardedClient} is the only engine for them: deadline, bulkhead,
 * circuit breaker, size limits. {@link dev.portcullis.outbound.ExchangeGuard} makes sure that a response is used only for
 * the request that it answers.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.outbound;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

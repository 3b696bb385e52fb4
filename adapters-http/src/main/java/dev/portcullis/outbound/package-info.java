/**
 * How other services are called: a small question is answered in time or not at all ({@link
 * dev.portcullis.outbound.GuardedClient}), and a response is used only for the request that it answers, by every outbound
 * HTTP client ({@link dev.portcullis.outbound.ExchangeGuard}).
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.outbound;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

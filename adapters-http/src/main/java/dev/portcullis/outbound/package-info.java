/**
 * Calls to other services. {@link dev.portcullis.outbound.GuardedClient} makes all of them, with deadline, bulkhead,
 * circuit breaker, size limits. {@link dev.portcullis.outbound.ExchangeGuard} makes sure that a response is used only for
 * the request that it answers. {@link dev.portcullis.outbound.ServiceUrl} checks the URL of a service.
 */
package dev.portcullis.outbound;

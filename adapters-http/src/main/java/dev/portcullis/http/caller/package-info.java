/**
 * Who is calling. {@link dev.portcullis.http.caller.CallerContextFactory} alone creates the caller's context from a
 * request. {@link dev.portcullis.http.caller.TrustedProxies} lists the proxies that may report the caller's address.
 */
package dev.portcullis.http.caller;

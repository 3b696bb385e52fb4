/**
 * Data that the gateway forwards and relays, past the domain: {@link dev.portcullis.http.upstream.UpstreamRequest}, what
 * the caller's request carries for the upstream, and {@link dev.portcullis.http.upstream.UpstreamResponse}, what the
 * upstream responded. Both belong to the {@link dev.portcullis.http.upstream.UpstreamExchange} of the request. The client
 * of the upstream reads the request and leaves the response; the resource relays the response to the caller. Both know the
 * names of the cookies by {@link dev.portcullis.http.upstream.TokenCookie}.
 */
package dev.portcullis.http.upstream;

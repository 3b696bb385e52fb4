/**
 * Connections, below HTTP semantics: how many a client may have, how slow a request or a response may be, and which
 * requests are well-formed enough to be read at all. These are handlers of the Netty pipeline, so that they apply before
 * Vert.x and Quarkus see a request.
 */
package dev.portcullis.http.server;

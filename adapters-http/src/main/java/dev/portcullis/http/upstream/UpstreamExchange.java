package dev.portcullis.http.upstream;

import java.util.Optional;

/**
 * The exchange with a caller that is in progress in this thread, for the client of the upstream. Thread-safe: each
 * request has its own.
 */
public interface UpstreamExchange {
    /** What the caller's request carries for the upstream; empty if there is no request, for example in a command. */
    Optional<UpstreamRequest> request();

    /** The caller is to get this response. If the upstream is called several times, the first response counts. */
    void relay(UpstreamResponse response);
}

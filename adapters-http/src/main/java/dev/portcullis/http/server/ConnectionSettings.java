package dev.portcullis.http.server;

import java.time.Duration;

/**
 * Limits on connections.
 *
 * @param arrival the maximum time for a whole request, from its first byte to the last byte of its body; for the first
 *     request of a connection, from when it was opened
 * @param uptake the maximum time until the client has received each part of a response
 * @param downloadSpeed bytes per second that a client has to read of a download on average; it may be behind by {@code
 *     uptake}
 * @param perAddress the maximum number of open connections per client address
 */
public record ConnectionSettings(Duration arrival, Duration uptake, int downloadSpeed, int perAddress) {}

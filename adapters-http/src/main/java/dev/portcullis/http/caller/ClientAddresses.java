package dev.portcullis.http.caller;

import dev.portcullis.kernel.ClientAddress;
import io.vertx.core.http.HttpServerRequest;

/** Decides which address a request came from. Safe for use by many threads. */
@FunctionalInterface
public interface ClientAddresses {
    ClientAddress of(HttpServerRequest request);
}

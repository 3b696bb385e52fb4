package dev.portcullis.bench.load;

import java.io.IOException;

/** A client that sends a request and waits for the response. Used by one thread at a time. */
@FunctionalInterface
public interface Caller {
    /** Sends one request. An unexpected response is an exception, so that only the intended operation is measured. */
    void call() throws IOException;

    /** Called before each run and not measured, for example to get a token that outlives the run. */
    default void prepare() throws IOException {}
}

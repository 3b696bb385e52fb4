package dev.portcullis.bench.load;

import java.io.IOException;

/** Someone who asks and waits for the answer. Used by one thread at a time. */
@FunctionalInterface
public interface Caller {
    /** One request. An answer that is not the one expected is an exception: what is measured must be what was meant. */
    void call() throws IOException;
}

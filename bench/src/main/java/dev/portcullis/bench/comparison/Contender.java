package dev.portcullis.bench.comparison;

import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.servers.ServerProcess;
import java.io.IOException;
import java.util.List;

/** A running service that is compared. Closing it stops it. */
public interface Contender extends AutoCloseable {
    /** As the table shows it. */
    String name();

    /** Its version, and what else a reader needs to know of it. */
    String version();

    ServerProcess process();

    /** New clients, each with an account of its own; none if the service has no such operation. */
    List<Caller> callers(Operation operation, int count) throws IOException;

    @Override
    default void close() throws InterruptedException {
        process().close();
    }
}

package dev.portcullis.persistence.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A server that survived a killed JVM. It locks the data directory, so a new server cannot start until it is stopped. Its
 * process id is in {@code postmaster.pid}; because another process may have that id by now, the server is identified by
 * its executable and its start time.
 */
final class OrphanedPostgres {
    private static final Logger LOG = Logger.getLogger(OrphanedPostgres.class);

    private static final int PATIENCE_SECONDS = 10;

    private static final String EXECUTABLE = "(?:.*[/\\\\])?postgres(?:\\.exe)?";

    /** Operating systems report start times in seconds, relative to a boot time that is itself rounded. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(5);

    private OrphanedPostgres() {}

    /**
     * Stops the server in the directory, if there is one. The caller must hold the lock on the directory, so that no
     * running JVM owns the server.
     *
     * @throws IllegalStateException if the process cannot be identified or does not stop; a person must stop it
     */
    static void stopIn(Path dataDirectory) throws IOException {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> process =
                number(lines, 0).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            // PostgreSQL replaces such a file itself.
            return;
        }
        ProcessHandle.Info info = process.get().info();
        if (info.command().isPresent() && !info.command().get().matches(EXECUTABLE)) {
            // Another program has this process id. A new server would mistake it for the old one and refuse to start.
            LOG.debugf("Process %d in %s is not PostgreSQL", process.get().pid(), pidFile);
            Files.delete(pidFile);
        } else if (info.command().isPresent() && startedAt(info.startInstant(), number(lines, 2))) {
            stop(process.get(), dataDirectory);
        } else {
            throw new IllegalStateException("Process " + process.get().pid() + " may be the PostgreSQL server of "
                    + dataDirectory + ". If it is, stop it; if not, delete " + pidFile + ".");
        }
    }

    /** Line 0 is the process id, line 1 the data directory, line 2 the start time in seconds since 1970. */
    private static Optional<Long> number(List<String> lines, int line) {
        return lines.stream()
                .skip(line)
                .findFirst()
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,12}"))
                .map(Long::valueOf);
    }

    private static boolean startedAt(Optional<Instant> actual, Optional<Long> recorded) {
        return actual.isPresent()
                && recorded.isPresent()
                && Duration.between(Instant.ofEpochSecond(recorded.get()), actual.get())
                                .abs()
                                .compareTo(START_TOLERANCE)
                        <= 0;
    }

    private static void stop(ProcessHandle process, Path dataDirectory) {
        LOG.infof("Stopping process %d, a PostgreSQL server left over in %s", process.pid(), dataDirectory);
        boolean stopped = (process.destroy() && hasEnded(process)) || (process.destroyForcibly() && hasEnded(process));
        if (!stopped) {
            throw new IllegalStateException("Process " + process.pid() + ", a PostgreSQL server left over in "
                    + dataDirectory + ", does not stop. Stop it, then start again.");
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        return !process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join()
                .isAlive();
    }
}

package dev.portcullis.persistence.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * A server that survived the JVM that started it. It locks the data directory, so no new server can start there, and it
 * must be stopped. But it is stopped only if it is a PostgreSQL of exactly that directory, because the process id in a
 * leftover file may have been reused by any other process.
 */
final class OrphanedPostgres {
    private static final Logger LOG = Logger.getLogger(OrphanedPostgres.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Pattern EXECUTABLE = Pattern.compile("(?:.*[/\\\\])?postgres(?:\\.exe)?");

    /** Line 2 of the file is the data directory, line 3 the start time of the server, in seconds since 1970. */
    private static final int START_LINE = 2;

    private static final Duration START_TOLERANCE = Duration.ofSeconds(5);

    private OrphanedPostgres() {}

    /**
     * The caller holds the lock on the directory, so no running JVM owns the server.
     *
     * @throws IllegalStateException if a process cannot be identified or does not stop; manual action is then required
     */
    static void stopIn(Path dataDirectory) throws IOException {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> process = processNamedBy(lines);
        if (process.isEmpty()) {
            return;
        }
        Optional<String> command = process.get().info().command();
        if (command.isEmpty()) {
            throw new IllegalStateException(
                    pidFile + " names process " + process.get().pid()
                            + ", which cannot be looked at. If it is no PostgreSQL, delete that file; if it is, stop it.");
        }
        boolean isPostgres = EXECUTABLE.matcher(command.get()).matches();
        if (isPostgres && isOf(dataDirectory, process.get(), lines)) {
            stop(process.get(), dataDirectory);
            return;
        }
        // Another program has this process id now. A new server would mistake it for the old one and refuse to start.
        LOG.debugf("Process %d in %s is not its PostgreSQL", process.get().pid(), pidFile);
        Files.delete(pidFile);
    }

    private static Optional<ProcessHandle> processNamedBy(List<String> lines) {
        return lines.stream()
                .findFirst()
                .map(String::strip)
                .filter(pid -> pid.matches("[0-9]{1,10}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(ProcessHandle::isAlive);
    }

    /** Compares the directory in its arguments or, if the system does not show arguments, its start time. */
    private static boolean isOf(Path dataDirectory, ProcessHandle process, List<String> lines) {
        Optional<String[]> arguments = process.info().arguments();
        if (arguments.isPresent()) {
            return Arrays.stream(arguments.get()).anyMatch(argument -> isSameDirectory(argument, dataDirectory));
        }
        Optional<Instant> start = process.info().startInstant();
        return start.isPresent()
                && lines.size() > START_LINE
                && lines.get(START_LINE).strip().matches("[0-9]{1,12}")
                && Duration.between(
                                        Instant.ofEpochSecond(Long.parseLong(
                                                lines.get(START_LINE).strip())),
                                        start.get())
                                .abs()
                                .compareTo(START_TOLERANCE)
                        <= 0;
    }

    private static boolean isSameDirectory(String argument, Path directory) {
        try {
            return Files.isSameFile(Path.of(argument), directory);
        } catch (IOException | IllegalArgumentException noSuchPath) {
            return false;
        }
    }

    private static void stop(ProcessHandle process, Path dataDirectory) {
        LOG.infof("Stopping process %d, a PostgreSQL left over in %s", process.pid(), dataDirectory);
        boolean asked = process.destroy();
        if (!(asked && hasEnded(process))) {
            boolean forced = process.destroyForcibly();
            if (!(forced && hasEnded(process))) {
                throw new IllegalStateException("Process " + process.pid() + ", a PostgreSQL left over in "
                        + dataDirectory + ", does not stop");
            }
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        try {
            ProcessHandle ended = process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return !ended.isAlive();
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException cannotTell) {
            return !process.isAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

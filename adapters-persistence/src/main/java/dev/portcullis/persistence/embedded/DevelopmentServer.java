package dev.portcullis.persistence.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The database server of development mode, with persistent data. A file lock limits it to one JVM at a time; the lock
 * is released when the JVM ends, however it ends.
 */
final class DevelopmentServer implements AutoCloseable {
    private static final String LOCK_HOLDER = "development-database-lock";

    private final Path dataDirectory;
    private final FileChannel lock;
    private final PostgresServer server;

    private DevelopmentServer(Path dataDirectory, FileChannel lock, PostgresServer server) {
        this.dataDirectory = dataDirectory;
        this.lock = lock;
        this.server = server;
    }

    /**
     * Starts the server on the data in {@code home/postgres}.
     *
     * @throws IllegalStateException if another JVM uses the data, or if an unknown process that runs there cannot be
     *     stopped
     */
    static DevelopmentServer startIn(Path home) throws IOException {
        Path dataDirectory = Files.createDirectories(home).toRealPath().resolve("postgres");
        FileChannel lock = lock(home, dataDirectory);
        try {
            OrphanedPostgres.stopIn(dataDirectory);
            // Created after the first successful start. If it is missing, initialization was interrupted, and there is
            // no data yet.
            Path complete = home.resolve("postgres.complete");
            if (!Files.exists(complete)) {
                deleteAll(dataDirectory);
            }
            PostgresServer server = PostgresServer.startIn(dataDirectory);
            Path marked = Files.writeString(complete, "");
            assert Files.exists(marked);
            return new DevelopmentServer(dataDirectory, lock, server);
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    String jdbcUrl() {
        return server.jdbcUrl();
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            server.close();
        }
    }

    /**
     * The channel, and with it the lock, stays open until it is closed or the JVM ends. The name of the holder is in a
     * separate file: on POSIX systems, reading and closing the locked file would release the lock.
     */
    private static FileChannel lock(Path home, Path dataDirectory) throws IOException {
        Path holder = home.resolve("postgres.holder");
        FileChannel channel =
                FileChannel.open(home.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new IllegalStateException("The database in " + dataDirectory + " is in use by process "
                        + Files.readString(holder).strip()
                        + ", which runs this project in development mode. Stop that process"
                        + " first, or set quarkus.datasource.jdbc.url to use another database.");
            }
            Path named = Files.writeString(holder, ProcessHandle.current().pid() + System.lineSeparator());
            assert named.equals(holder);
            keepReachable(channel);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /**
     * The garbage collector closes a channel without references. Live reloads discard classes, but the JVM itself
     * references a shutdown hook until it ends.
     */
    private static void keepReachable(FileChannel channel) {
        // The only purpose of the hook is the reference to the channel.
        Runtime.getRuntime().addShutdownHook(new Thread(channel::isOpen, LOCK_HOLDER));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}

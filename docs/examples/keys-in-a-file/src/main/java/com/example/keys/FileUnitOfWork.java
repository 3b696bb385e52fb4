package com.example.keys;

import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Units of work over one file of properties. The file is replaced as a whole when the work returns, and left as it is
 * when the work throws. Threads take turns; only one process may use a file.
 */
public final class FileUnitOfWork implements UnitOfWork {
    private final Path file;
    private final ReentrantLock turn = new ReentrantLock();
    /** Null outside of a unit of work. Used by the thread that has its turn. */
    private @Nullable Properties content;

    public FileUnitOfWork(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public <T> T call(Supplier<? extends T> work) {
        turn.lock();
        try {
            return content == null ? callAndCommit(work) : work.get();
        } finally {
            turn.unlock();
        }
    }

    private <T> T callAndCommit(Supplier<? extends T> work) {
        Properties before = read();
        content = (Properties) before.clone();
        try {
            T result = work.get();
            if (!before.equals(content)) {
                write(content);
            }
            return result;
        } finally {
            content = null;
        }
    }

    /** The properties, to be read and changed in the current unit of work. */
    Properties content() {
        if (!turn.isHeldByCurrentThread() || content == null) {
            throw new IllegalStateException("outside of a unit of work");
        }
        return content;
    }

    private Properties read() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException first) {
            return properties;
        } catch (IOException cause) {
            throw new StoreUnavailable(cause);
        }
        return properties;
    }

    private void write(Properties properties) {
        try {
            Path next = Files.createTempFile(file.getParent(), "keys", ".tmp");
            try (Writer writer = Files.newBufferedWriter(next)) {
                properties.store(writer, null);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new StoreUnavailable(cause);
        }
    }
}

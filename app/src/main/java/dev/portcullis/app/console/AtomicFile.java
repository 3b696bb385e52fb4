package dev.portcullis.app.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears only when it is complete. It is written to a temporary file in the same directory, readable only by
 * its owner, and then moved. If it is closed before it is complete, nothing remains.
 */
public final class AtomicFile implements AutoCloseable {
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    private AtomicFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    public static AtomicFile at(Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(directory, target.getFileName() + ".", ".part");
        // In case the process is interrupted.
        temporary.toFile().deleteOnExit();
        return new AtomicFile(target, temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
    }

    public OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** Flushes the content to the disk and moves the file to its target. */
    public void complete() throws IOException {
        channel.force(true);
        channel.close();

        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}

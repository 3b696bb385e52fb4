package dev.portcullis.app.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there once it is whole: written beside its place, for its owner's eyes alone, and moved there in the
 * end. Closing it before leaves nothing.
 */
final class AtomicFile implements AutoCloseable {
    private final Path place;
    private final Path beside;
    private final FileChannel channel;

    private AtomicFile(Path place, Path beside, FileChannel channel) {
        this.place = place;
        this.beside = beside;
        this.channel = channel;
    }

    static AtomicFile at(Path place) throws IOException {
        Path directory = place.toAbsolutePath().getParent();
        Path beside = Files.createTempFile(directory, place.getFileName() + ".", ".part");
        // For the one who interrupts; who ends well or badly cleans up below.
        beside.toFile().deleteOnExit();
        return new AtomicFile(place, beside, FileChannel.open(beside, StandardOpenOption.WRITE));
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** What was written is on the disk, and in its place. */
    void keep() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(beside);
    }
}

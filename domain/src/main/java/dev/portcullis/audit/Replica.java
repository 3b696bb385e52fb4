package dev.portcullis.audit;

import dev.portcullis.kernel.Unicode;

/** The name of this process among those that share a database. At most 64 printable characters; longer names are cut. */
public record Replica(String name) {
    private static final int MAXIMUM_LENGTH = 64;

    public Replica {
        Unicode.requirePrintable(name);
        name = Unicode.cut(name, MAXIMUM_LENGTH);
    }
}

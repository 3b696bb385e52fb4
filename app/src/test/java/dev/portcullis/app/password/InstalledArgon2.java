package dev.portcullis.app.password;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Stream;

/** The library of the operating system. */
public final class InstalledArgon2 {
    private InstalledArgon2() {}

    /** Whether Linux has it in one of the usual folders. */
    public static boolean isThere() {
        return Stream.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
                .flatMap(folder -> Stream.concat(
                        Stream.of(new File(folder)),
                        Arrays.stream(orEmpty(new File(folder).listFiles(File::isDirectory)))))
                .anyMatch(folder -> new File(folder, Argon2Library.DEFAULT).exists());
    }

    private static File[] orEmpty(File[] files) {
        return files == null ? new File[0] : files;
    }
}

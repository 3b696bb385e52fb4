package dev.portcullis.app.schedule;

import io.quarkus.runtime.ImageMode;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Unmaps the pages of a native executable soon after startup, and then every hour (ADR 18). Startup uses most of them
 * once, and Linux also maps the pages around each used one, so they count as resident memory of the process. A page that
 * is used again is mapped again, normally from the page cache. Does nothing on a JVM or on another system than Linux.
 */
@ApplicationScoped
class ExecutablePages {
    private static final Logger LOG = Logger.getLogger(ExecutablePages.class);
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    private static final Pattern MAPPING =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) [0-9a-f]+ \\S+ \\d+\\s*(.*)");

    private static final Pattern NOTHING_OF_ITS_OWN = Pattern.compile("Anonymous:\\s+0 kB");

    /** A mapped part of a file. */
    record Mapping(long from, long to) {}

    @Scheduled(every = "1h", delayed = "10s")
    void unmap() {
        if (ImageMode.current() != ImageMode.NATIVE_RUN || !Files.isReadable(MAPPINGS)) {
            return;
        }
        try {
            String executable = EXECUTABLE.toRealPath().toString();
            for (Mapping mapping : unchanged(Files.readAllLines(MAPPINGS), executable)) {
                if (NativeImagePages.unmap(mapping) != 0) {
                    LOG.debugf("Cannot unmap %s", mapping);
                }
            }
        } catch (IOException failed) {
            LOG.debug("Cannot unmap pages of the executable", failed);
        }
    }

    /**
     * Returns the read-only mappings of a file without anonymous pages: all of their content is in the file. The loader
     * writes to others before it protects them, and that content would be lost.
     *
     * @param smaps the lines of {@code /proc/self/smaps}
     */
    static List<Mapping> unchanged(List<String> smaps, String file) {
        List<Mapping> found = new ArrayList<>();
        Mapping current = null;
        for (String line : smaps) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                boolean isCandidate =
                        mapping.group(4).equals(file) && mapping.group(3).matches("r-[x-]p");
                current = isCandidate
                        ? new Mapping(
                                Long.parseUnsignedLong(mapping.group(1), 16),
                                Long.parseUnsignedLong(mapping.group(2), 16))
                        : null;
            } else if (current != null && NOTHING_OF_ITS_OWN.matcher(line).matches()) {
                found.add(current);
            }
        }
        return found;
    }
}

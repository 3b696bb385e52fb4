package dev.portcullis.bench.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The live heap of a service, measured after a requested garbage collection. */
public final class Heap {
    /** Heap before, heap after and total heap, in MiB. */
    private static final Pattern COLLECTION =
            Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M\\(\\d+M\\)");

    private static final Pattern RESIDENT_PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final long pid;
    private final Path log;

    private Heap(long pid, Path log) {
        this.pid = pid;
        this.log = log;
    }

    /**
     * Creates the heap reader of a running service.
     *
     * @param log the file that was passed to {@link #arguments} when the service was started
     */
    public static Heap of(Service service, Path log) {
        return new Heap(service.pid(), log);
    }

    /** JVM arguments with which a service must be started so that its heap can be measured. */
    public static List<String> arguments(int megabytes, Path log) {
        return List.of("-Xmx" + megabytes + "m", "-Xlog:gc:file=" + log);
    }

    /** Runs a garbage collection and returns the live heap in MiB. */
    public int live() throws IOException, InterruptedException {
        int before = collections().size();
        Process collect = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collect.waitFor() != 0) {
            throw new IOException("jcmd does not reach process " + pid);
        }
        List<Integer> collections = collections();
        if (collections.size() <= before) {
            throw new IOException("no collection in " + log);
        }
        return collections.get(collections.size() - 1);
    }

    private List<Integer> collections() throws IOException {
        return COLLECTION
                .matcher(Files.readString(log))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    /** Peak resident memory of the process in MiB on Linux; 0 on other systems. */
    public int residentPeak() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher peak = RESIDENT_PEAK.matcher(Files.readString(status));
        return peak.find() ? Integer.parseInt(peak.group(1)) / 1024 : 0;
    }
}

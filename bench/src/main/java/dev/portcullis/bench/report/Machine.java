package dev.portcullis.bench.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Properties;

/** Where and what a benchmark measures. */
public final class Machine {
    private Machine() {}

    /** The date, the commit and the processors, in one line. */
    public static String describe() throws InterruptedException {
        return String.format(
                Locale.ROOT,
                "%s, commit %s, %d cores (%s), %s",
                LocalDate.now(ZoneOffset.UTC),
                commit(),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.name"));
    }

    /** The commit of the checkout, with a remark if files were changed since. */
    public static String commit() throws InterruptedException {
        try {
            String commit = Command.run("git", "rev-parse", "--short=7", "HEAD");
            String changes = Command.run("git", "status", "--porcelain", "--untracked-files=no");
            return changes.isEmpty() ? commit : commit + " with changes";
        } catch (IOException notACheckout) {
            return "unknown";
        }
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }

    /** The complete version of a JDK, from its file {@code release}. */
    public static String javaVersion(Path home) throws IOException {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        }
        return release.getProperty("JAVA_VERSION", "").replace("\"", "");
    }
}

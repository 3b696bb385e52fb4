package dev.portcullis.bench;

import dev.portcullis.bench.report.Document;
import dev.portcullis.bench.report.Machine;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.steps.ResponseSteps;
import dev.portcullis.bench.steps.TokenSteps;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Time and allocated memory of single steps of a request, with JMH, compared with the recorded results of an earlier
 * commit.
 */
public final class Allocation {
    private static final int FULL_ITERATIONS = 5;

    private static final int ITERATIONS = Settings.number("iterations", FULL_ITERATIONS);
    private static final int SECONDS = Settings.number("seconds", 1);

    /** The measured commit, to record the results as those that later runs compare with; empty for a comparison. */
    private static final String RECORD = Settings.text("record", "");

    private static final Path RECORDED = Path.of("bench/results/allocation.properties");
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String BYTES = ".bytes";
    private static final String MICROSECONDS = ".us";

    private Allocation() {}

    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TokenSteps.class.getName())
                        .include(ResponseSteps.class.getName())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(TimeValue.seconds(SECONDS))
                        .measurementIterations(ITERATIONS)
                        .measurementTime(TimeValue.seconds(SECONDS))
                        .forks(1)
                        .shouldFailOnError(true)
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        Properties now = new Properties();
        now.setProperty("commit", RECORD.isEmpty() ? Machine.commit() : RECORD);
        for (RunResult result : results) {
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            if (allocated != null) {
                now.setProperty(step(result) + BYTES, number(allocated.getScore()));
            }
            now.setProperty(
                    step(result) + MICROSECONDS,
                    number(result.getPrimaryResult().getScore()));
        }
        report(now);
    }

    private static String step(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private static void report(Properties now) throws IOException, InterruptedException {
        Properties before = new Properties();
        if (Files.exists(RECORDED)) {
            try (Reader reader = Files.newBufferedReader(RECORDED)) {
                before.load(reader);
            }
        }
        String was = before.getProperty("commit", "before");
        String is = now.getProperty("commit");
        Table table = new Table("step", "bytes, " + was, "bytes, " + is, "µs, " + is);
        for (String key : new TreeSet<>(now.stringPropertyNames())) {
            if (key.endsWith(BYTES)) {
                String step = key.substring(0, key.length() - BYTES.length());
                table.row(
                        "`" + step + "`",
                        before.getProperty(key, "–"),
                        now.getProperty(key),
                        now.getProperty(step + MICROSECONDS));
            }
        }
        String text = table + "\n\n" + Machine.describe() + ", Java " + System.getProperty("java.version") + ".";
        System.out.println(text);
        if (ITERATIONS < FULL_ITERATIONS) {
            System.out.println("A trial run: too short for the documentation, which stays as it is.");
        } else if (!RECORD.isEmpty()) {
            // A time is of one machine.
            now.keySet().removeIf(key -> key.toString().endsWith(MICROSECONDS));
            Files.createDirectories(RECORDED.getParent());
            try (Writer writer = Files.newBufferedWriter(RECORDED)) {
                now.store(writer, "Written by bench/run Allocation --record");
            }
        } else {
            Document.write("allocation", text);
        }
    }
}

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    /** Also records the results, as those that later runs compare with: {@code yes} or {@code no}. */
    private static final boolean RECORD = Settings.text("record", "no").equals("yes");

    private static final Path RECORDED = Path.of("bench/results/allocation.properties");
    private static final String ALLOCATED = "gc.alloc.rate.norm";

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
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        Properties now = new Properties();
        now.setProperty("commit", Machine.commit());
        for (RunResult result : results) {
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            if (allocated != null) {
                now.setProperty(step(result) + ".bytes", number(allocated.getScore()));
            }
            now.setProperty(
                    step(result) + ".us", number(result.getPrimaryResult().getScore()));
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
        Table table = new Table("step", "bytes, " + was, "bytes, " + is, "µs, " + was, "µs, " + is);
        for (String key : new TreeSet<>(now.stringPropertyNames())) {
            if (key.endsWith(".bytes")) {
                String step = key.substring(0, key.lastIndexOf('.'));
                List<String> cells = new ArrayList<>(List.of("`" + step + "`"));
                for (String unit : List.of(".bytes", ".us")) {
                    cells.add(before.getProperty(step + unit, "–"));
                    cells.add(now.getProperty(step + unit));
                }
                table.row(cells.toArray(new String[0]));
            }
        }
        String text = table + "\n\n" + Machine.describe() + ", Java " + System.getProperty("java.version") + ".";
        System.out.println(text);
        if (ITERATIONS < FULL_ITERATIONS) {
            System.out.println("A trial run: too short for the documentation, which stays as it is.");
        } else if (RECORD) {
            Files.createDirectories(RECORDED.getParent());
            try (Writer writer = Files.newBufferedWriter(RECORDED)) {
                now.store(writer, "Written by bench/run Allocation --record yes");
            }
        } else {
            Document.write("allocation", text);
        }
    }
}

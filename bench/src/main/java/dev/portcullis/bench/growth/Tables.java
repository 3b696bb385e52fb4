package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables of the figures. */
public final class Tables {
    private static final double BUDGET = 1.2;

    private Tables() {}

    /**
     * Milliseconds for each size and operation, and the times of background jobs for each size. The ratio is the median of
     * the ratios of the rounds.
     */
    public static Table times(
            List<Integer> sizes, Map<Operation, List<List<Double>>> times, List<Map<String, Double>> jobs) {
        Table table = new Table(cells(
                "operation",
                sizes.stream().map(size -> String.format(Locale.ROOT, "%,d accounts", size)),
                "ratio",
                "budget",
                "met"));
        times.forEach((operation, values) -> {
            double ratio = ratio(values.get(0), values.get(values.size() - 1));
            table.row(cells(
                    operation.title() + ", ms",
                    values.stream().map(value -> new Sample(value).describe("%.2f")),
                    String.format(Locale.ROOT, "%.2f", ratio),
                    operation.hasBudget() ? "≤ " + BUDGET : "",
                    operation.hasBudget() ? ratio <= BUDGET ? "yes" : "**no**" : ""));
        });
        jobs.get(0).keySet().forEach(job -> once(table, job, jobs));
        return table;
    }

    private static double ratio(List<Double> smallest, List<Double> largest) {
        return new Sample(IntStream.range(0, smallest.size())
                        .mapToObj(round -> largest.get(round) / smallest.get(round))
                        .toList())
                .median();
    }

    private static void once(Table table, String job, List<Map<String, Double>> jobs) {
        List<Double> times =
                jobs.stream().map(of -> of.getOrDefault(job, Double.NaN)).toList();
        table.row(cells(
                job + " (once)",
                times.stream().map(time -> String.format(Locale.ROOT, "%.1f", time)),
                String.format(Locale.ROOT, "%.2f", times.get(times.size() - 1) / times.get(0)),
                "",
                ""));
    }

    /** Requests per second of all replicas together. */
    public static Table rates(Map<Operation, List<List<Double>>> rates) {
        int replicas = rates.values().iterator().next().size();
        Table table = new Table(cells(
                "requests per second",
                IntStream.rangeClosed(1, replicas).mapToObj(count -> count + (count == 1 ? " replica" : " replicas"))));
        rates.forEach((operation, values) ->
                table.row(cells(operation.title(), values.stream().map(value -> new Sample(value).describe("%.0f")))));
        return table;
    }

    private static String[] cells(String first, Stream<String> columns, String... more) {
        return Stream.of(Stream.of(first), columns, Stream.of(more))
                .flatMap(column -> column)
                .toArray(String[]::new);
    }
}

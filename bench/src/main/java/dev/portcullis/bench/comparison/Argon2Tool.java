package dev.portcullis.bench.comparison;

import dev.portcullis.bench.report.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The C reference of Argon2id with the service's default cost, as the program {@code argon2} of its authors: one
 * process per core at a time. The rate is that of the hash alone, by the time that the program reports, so it does not
 * include starting a process. Like a service, it does not keep the memory of one hash for the next.
 */
public final class Argon2Tool implements Limit {
    private static final List<String> ARGUMENTS =
            List.of("saltsaltsaltsalt", "-id", "-t", "2", "-k", "19456", "-p", "1");
    private static final Pattern SECONDS = Pattern.compile("([0-9.]+) seconds");

    private final String program;
    private final int processes = Runtime.getRuntime().availableProcessors();

    /** @param program path of {@code argon2} */
    public Argon2Tool(String program) {
        this.program = program;
    }

    @Override
    public String name() {
        return "Argon2id in C, " + processes + " processes";
    }

    @Override
    public double perSecond(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<CompletableFuture<List<Double>>> runs = IntStream.range(0, processes)
                .mapToObj(process ->
                        CompletableFuture.supplyAsync(() -> hashUntil(end), task -> new Thread(task).start()))
                .toList();
        double mean = runs.stream()
                .flatMap(run -> run.join().stream())
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return processes / mean;
    }

    private List<Double> hashUntil(long end) {
        return Stream.generate(this::hash)
                .takeWhile(seconds -> System.nanoTime() < end)
                .toList();
    }

    private double hash() {
        try {
            List<String> command =
                    Stream.concat(Stream.of(program), ARGUMENTS.stream()).toList();
            Matcher seconds = SECONDS.matcher(Command.run(command, Map.of(), "clockwork heron at noon"));
            if (!seconds.find()) {
                throw new IllegalStateException("argon2 reports no time");
            }
            return Double.parseDouble(seconds.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.portcullis.bench;

import dev.portcullis.bench.load.Member;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Heap;
import dev.portcullis.bench.servers.PastYear;
import dev.portcullis.bench.servers.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Memory that an export of a large log needs in a service with a small heap: the heap after garbage collections, during
 * the export and before it.
 */
public final class ExportMemory {
    private static final int ROWS = Settings.number("rows", 1_000_000);
    private static final int HEAP = Settings.number("heap", 256);

    /** A million events are about 400 MB, so this takes about a minute. */
    private static final int SLOW_BYTES_PER_SECOND = Settings.number("slow", 8_000_000);

    private static final Duration BETWEEN_COLLECTIONS = Duration.ofMillis(500);
    private static final Path LOG = Path.of("bench/target/export-memory-gc.log");

    /** Background jobs are off, so that nothing else uses memory. */
    private static final Map<String, String> WITHOUT_SCHEDULE = Map.of("quarkus.scheduler.enabled", "false");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Service service;
    private final Member auditor;
    private final Heap heap;

    private ExportMemory(Service service, Member auditor) {
        this.service = service;
        this.auditor = auditor;
        this.heap = Heap.of(service, LOG);
    }

    public static void main(String[] arguments) throws Exception {
        try (Database database = Database.start();
                Service service = Service.start(
                        "export-memory",
                        Service.Build.PRODUCT,
                        database.jdbcUrl("postgres"),
                        WITHOUT_SCHEDULE,
                        Heap.arguments(HEAP, LOG))) {
            PastYear.fill(database, "postgres", 1_000, ROWS, "$none");
            Member auditor = Member.join(service.base());
            makeAuditor(database, auditor);
            new ExportMemory(service, auditor).measure();
        }
    }

    private static void makeAuditor(Database database, Member member) throws SQLException {
        try (Connection connection = database.connect("postgres");
                PreparedStatement update = connection.prepareStatement(
                        "update account set email_verified = true, groups = array['auditor'] where email = ?")) {
            update.setString(1, member.email());
            if (update.executeUpdate() != 1) {
                throw new SQLException("there is no such account");
            }
        }
    }

    private void measure() throws Exception {
        // The first export loads classes, compiled code and buffers, which the second does not need again.
        Export warmUp = export("jsonl", Integer.MAX_VALUE);
        System.out.printf(
                Locale.ROOT,
                "%d events, heap of %d MiB; warm-up %.0f events/s%n",
                warmUp.events(),
                HEAP,
                warmUp.perSecond());
        System.out.printf(
                "%-24s %12s %12s %12s %12s %12s%n",
                "export", "events/s", "idle, MiB", "peak, MiB", "over idle", "resident");
        row("jsonl", "jsonl", Integer.MAX_VALUE);
        row("csv", "csv", Integer.MAX_VALUE);
        row("jsonl, slow reader", "jsonl", SLOW_BYTES_PER_SECOND);
    }

    private void row(String name, String format, int bytesPerSecond) throws Exception {
        double perSecond = bytesPerSecond == Integer.MAX_VALUE
                ? export(format, bytesPerSecond).perSecond()
                : Double.NaN;
        int idle = heap.live();
        CompletableFuture<Export> watched = CompletableFuture.supplyAsync(
                () -> unchecked(format, bytesPerSecond), task -> new Thread(task).start());
        int peak = idle;
        int collections = 0;
        while (!endsWithin(BETWEEN_COLLECTIONS, watched)) {
            peak = Math.max(peak, heap.live());
            collections++;
        }
        if (Double.isNaN(perSecond)) {
            perSecond = watched.join().perSecond();
        }
        System.out.printf(
                Locale.ROOT,
                "%-24s %12.0f %12d %12d %12d %12d   (%d collections)%n",
                name,
                perSecond,
                idle,
                peak,
                peak - idle,
                heap.residentPeak(),
                collections);
    }

    private static boolean endsWithin(Duration time, CompletableFuture<Export> export) throws Exception {
        try {
            export.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    /** What came. */
    private record Export(long events, Duration time) {
        double perSecond() {
            return events / (time.toNanos() / 1e9);
        }
    }

    private Export unchecked(String format, int bytesPerSecond) {
        try {
            return export(format, bytesPerSecond);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Export export(String format, int bytesPerSecond) throws IOException, InterruptedException {
        auditor.call();
        HttpRequest request = HttpRequest.newBuilder(
                        service.base().resolve("/api/v1/admin/audit/export/?format=" + format))
                .header("Authorization", "Bearer " + auditor.accessToken())
                .build();
        long start = System.nanoTime();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("answered " + response.statusCode());
            }
            long lines = lines(body, bytesPerSecond);
            long events = format.equals("csv") ? lines - 1 : lines;
            if (events < ROWS) {
                throw new IOException("only " + events + " events came");
            }
            return new Export(events, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static long lines(InputStream body, int bytesPerSecond) throws IOException, InterruptedException {
        byte[] buffer = new byte[16 * 1024];
        long start = System.nanoTime();
        long bytes = 0;
        long lines = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    lines++;
                }
            }
            bytes += read;
            long due = start + (long) (bytes * 1e9 / bytesPerSecond);
            long early = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
            if (early > 0) {
                Thread.sleep(early);
            }
        }
        return lines;
    }
}

package dev.portcullis.bench.servers;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a process of its own, with the processes that it starts. Its log is {@code bench/target/<name>.log}. */
public final class ServerProcess implements AutoCloseable {
    /** A first start on a busy machine includes a migration of the database, and a build with some servers. */
    private static final Duration STARTUP_PATIENCE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMillis(5);

    /** After some seconds, so that the questions do not slow down a server that takes long. */
    private static final Duration LONG_PAUSE = Duration.ofMillis(250);

    private static final Duration USUAL_START = Duration.ofSeconds(10);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final Duration startTime;

    private ServerProcess(Process process, Duration startTime) {
        this.process = process;
        this.startTime = startTime;
    }

    /**
     * Returns when it responds with 200.
     *
     * @param environment variables in addition to those of this process
     * @param ready an address that responds with 200 as soon as the server accepts requests
     */
    public static ServerProcess start(String name, List<String> command, Map<String, String> environment, URI ready)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        long begun = System.nanoTime();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(name));
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> family(process).forEach(ProcessHandle::destroyForcibly)));
        awaitReady(process, client, ready, name);
        return new ServerProcess(process, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static File log(String name) {
        return Path.of("bench/target", name + ".log").toFile();
    }

    private static void awaitReady(Process process, HttpClient client, URI ready, String name)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
        long start = System.nanoTime();
        for (long since = 0; since < STARTUP_PATIENCE.toNanos(); since = System.nanoTime() - start) {
            Duration pause = since < USUAL_START.toNanos() ? PAUSE : LONG_PAUSE;
            if (process.waitFor(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " has ended; see " + log(name));
            }
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It is asked again.
            }
        }
        family(process).forEach(ProcessHandle::destroyForcibly);
        throw new IOException(name + " does not get ready; see " + log(name));
    }

    /** A port that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Time from process start to the first successful response, with a resolution of about 5 ms. */
    public Duration startTime() {
        return startTime;
    }

    /** CPU time used so far, with a resolution of 10 ms. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Resident memory of all its processes in bytes on Linux; 0 on other systems. */
    public long residentBytes() throws IOException {
        long bytes = 0;
        for (ProcessHandle member : family(process).toList()) {
            Path status = Path.of("/proc", Long.toString(member.pid()), "status");
            if (Files.exists(status)) {
                Matcher resident = RESIDENT.matcher(Files.readString(status));
                bytes += resident.find() ? Long.parseLong(resident.group(1)) * 1024 : 0;
            }
        }
        return bytes;
    }

    private static Stream<ProcessHandle> family(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> family = family(process).toList();
        family.forEach(ProcessHandle::destroy);
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}

package dev.portcullis.app.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The service as it is deployed, jar or native executable, in a process of its own. */
public final class ServiceProcess implements AutoCloseable {
    private static final Path TARGET = Path.of("target");
    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final URI base;
    private final Path log;
    private long askedToEnd;

    private ServiceProcess(Process process, URI base, Path log) {
        this.process = process;
        this.base = base;
        this.log = log;
    }

    /** Returns once the service takes requests. What it logs is in {@code target/crash/<name>.log}. */
    public static ServiceProcess start(String name, Map<String, String> settings) throws IOException {
        int port = FreePort.find();
        return start(name, port, command(properties(settings, port)));
    }

    /**
     * Starts an artifact, and waits until it is ready.
     *
     * @param artifact another than the build's own: a jar, or an executable
     */
    public static ServiceProcess start(String name, Map<String, String> settings, Path artifact) throws IOException {
        int port = FreePort.find();
        boolean jar = artifact.toString().endsWith(".jar");
        return start(name, port, command(artifact, !jar, List.of(), properties(settings, port)));
    }

    /**
     * Starts the service by another command, and waits until it is ready.
     *
     * @param command that runs the one which follows it, in some place of its own
     */
    public static ServiceProcess startInside(List<String> command, String name, Map<String, String> settings)
            throws IOException {
        int port = FreePort.find();
        return start(
                name,
                port,
                Stream.concat(command.stream(), command(properties(settings, port)).stream())
                        .toList());
    }

    private static ServiceProcess start(String name, int port, List<String> command) throws IOException {
        Path log = Files.createDirectories(TARGET.resolve("crash")).resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ServiceProcess service = new ServiceProcess(process, URI.create("http://localhost:" + port), log);
        service.awaitReady();
        return service;
    }

    private static List<String> properties(Map<String, String> settings, int port) {
        List<String> properties = new ArrayList<>(List.of("-Dquarkus.http.port=" + port));
        settings.forEach((key, value) -> properties.add("-D" + key + "=" + value));
        return properties;
    }

    /** What starts the service with these arguments, be it a jar or an executable: the build leaves a note of it. */
    public static List<String> command(List<String> properties) throws IOException {
        return command(List.of(), properties);
    }

    /** @param jvmOptions for the jar alone */
    static List<String> command(List<String> jvmOptions, List<String> properties) throws IOException {
        return command(TARGET.resolve(artifact().getProperty("path")), isNative(), jvmOptions, properties);
    }

    /** Whether the build made an executable. */
    public static boolean isNative() throws IOException {
        return artifact().getProperty("type").startsWith("native");
    }

    private static Properties artifact() throws IOException {
        Properties artifact = new Properties();
        try (InputStream note = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
            artifact.load(note);
        }
        return artifact;
    }

    private static List<String> command(
            Path artifact, boolean executable, List<String> jvmOptions, List<String> properties) {
        List<String> command = new ArrayList<>();
        if (executable) {
            command.add(artifact.toString());
            command.addAll(properties);
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmOptions);
            command.addAll(properties);
            command.addAll(List.of("-jar", artifact.toString()));
        }
        return command;
    }

    private void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest readiness = HttpRequest.newBuilder(base.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        Awaitility.await("the service is ready; see " + log)
                .atMost(STARTUP_PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .failFast("the service has ended; see " + log, () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> client.send(readiness, BodyHandlers.discarding()).statusCode() == 200);
    }

    public URI base() {
        return base;
    }

    public long pid() {
        return process.pid();
    }

    /** What it has said so far. */
    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill} does: the service decides when it ends. */
    public void askToEnd() {
        askedToEnd = System.nanoTime();
        process.destroy();
    }

    /**
     * Waits for the end of the process.
     *
     * @return how long after it was asked to end the process has ended
     */
    public Duration awaitEnd(Duration patience) throws InterruptedException {
        assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                .as("the service has ended; see %s", log)
                .isTrue();
        return Duration.ofNanos(System.nanoTime() - askedToEnd);
    }

    /** Ends the process as {@code kill -9} does: nothing of it gets to clean up. */
    public void kill() throws InterruptedException {
        int status = process.destroyForcibly().waitFor();
        // 128 and the number of the signal; elsewhere than on POSIX systems it is another, but never that of a good
        // end.
        assertThat(status).isNotZero();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            kill();
        }
    }
}

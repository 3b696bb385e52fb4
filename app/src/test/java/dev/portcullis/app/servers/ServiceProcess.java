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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The service as it is deployed, jar or native executable, in a process of its own. */
public final class ServiceProcess implements AutoCloseable {
    private static final Path TARGET = Path.of("target");
    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(60);

    /** For a JVM: each process ends before a better compilation has paid. */
    private static final String ENDS_SOON = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final URI base;
    private final URI management;
    private final Path log;
    private long askedToEnd;

    private ServiceProcess(Process process, Ports ports, Path log) {
        this.process = process;
        this.base = ports.base();
        this.management = ports.management();
        this.log = log;
    }

    /** The ports that a process listens on. */
    private record Ports(int http, int managementInterface) {
        static Ports find() {
            return new Ports(FreePort.find(), FreePort.find());
        }

        URI base() {
            return URI.create("http://localhost:" + http);
        }

        URI management() {
            return URI.create("http://localhost:" + managementInterface);
        }
    }

    /** Returns when the service accepts requests. Its log is in {@code target/crash/<name>.log}. */
    public static ServiceProcess start(String name, Map<String, String> settings) throws IOException {
        Ports ports = Ports.find();
        return start(name, ports, command(properties(settings, ports)));
    }

    /**
     * Starts an artifact, and waits until it is ready.
     *
     * @param artifact another than the build's own: a jar, or an executable
     */
    public static ServiceProcess start(String name, Map<String, String> settings, Path artifact) throws IOException {
        Ports ports = Ports.find();
        boolean jar = artifact.toString().endsWith(".jar");
        return start(name, ports, command(artifact, !jar, properties(settings, ports)));
    }

    /**
     * Starts the service by another command, and waits until it is ready.
     *
     * @param command that runs the one which follows it, in some place of its own
     */
    public static ServiceProcess startInside(List<String> command, String name, Map<String, String> settings)
            throws IOException {
        Ports ports = Ports.find();
        return start(
                name,
                ports,
                Stream.concat(command.stream(), command(properties(settings, ports)).stream())
                        .toList());
    }

    private static ServiceProcess start(String name, Ports ports, List<String> command) throws IOException {
        Path log = Files.createDirectories(TARGET.resolve("crash")).resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ServiceProcess service = new ServiceProcess(process, ports, log);
        service.awaitReady();
        return service;
    }

    private static List<String> properties(Map<String, String> settings, Ports ports) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("quarkus.http.port", Integer.toString(ports.http()));
        all.put("quarkus.management.port", Integer.toString(ports.managementInterface()));
        return all.entrySet().stream()
                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    /** The command that starts the service, a jar or an executable, from the metadata of the build. */
    public static List<String> command(List<String> properties) throws IOException {
        return command(TARGET.resolve(artifact().getProperty("path")), isNative(), properties);
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

    private static List<String> command(Path artifact, boolean executable, List<String> properties) {
        List<String> command = new ArrayList<>();
        if (executable) {
            command.add(artifact.toString());
            command.addAll(properties);
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add(ENDS_SOON);
            command.addAll(properties);
            command.addAll(List.of("-jar", artifact.toString()));
        }
        return command;
    }

    private void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest readiness = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
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

    /** Where health and metrics are. */
    public URI management() {
        return management;
    }

    public long pid() {
        return process.pid();
    }

    /** The output so far. */
    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends {@code SIGTERM}, as {@code kill} does. */
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
        // 128 plus the number of the signal on POSIX systems; on others another status, but never that of success.
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

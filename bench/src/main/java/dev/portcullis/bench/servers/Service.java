package dev.portcullis.bench.servers;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service in a separate process. Paths are relative to the root of the checkout. */
public final class Service implements AutoCloseable {
    private static final Duration STARTUP_PATIENCE = Duration.ofSeconds(60);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** The build to run. */
    public enum Build {
        /** As it is deployed. */
        PRODUCT("app/target/quarkus-app/quarkus-run.jar"),
        /** With the additions of {@link dev.portcullis.bench.service}. */
        MEASURED("bench/target/quarkus-app/quarkus-run.jar");

        private final Path jar;

        Build(String jar) {
            this.jar = Path.of(jar);
        }
    }

    /**
     * The program that runs the service, its own options, and the arguments after the settings.
     *
     * @param program such as {@code java}, or the native executable
     */
    public record Launcher(String program, List<String> options, List<String> last) {
        /**
         * The deployed build in a container with this much memory: the JVM's own container defaults and the options of
         * Dockerfile.jvm.
         *
         * @param home home directory of the JDK
         * @param memory memory of the container, in MiB
         */
        public static Launcher javaInContainer(Path home, int memory, String... more) {
            List<String> options = new ArrayList<>(List.of(
                    "-XX:MaxRAM=" + memory + "m",
                    "-XX:+UseSerialGC",
                    "-XX:MaxRAMPercentage=60",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError"));
            options.addAll(List.of(more));
            return java(home, Build.PRODUCT, options);
        }

        static Launcher java(Path home, Build build, List<String> options) {
            return new Launcher(home.resolve("bin/java").toString(), options, List.of("-jar", build.jar.toString()));
        }

        /**
         * The native executable with the memory of a container.
         *
         * @param memory memory of the container, in MiB
         */
        public static Launcher executableInContainer(Path path, int memory) {
            return new Launcher(path.toString(), List.of("-XX:MaxRAM=" + memory + "m"), List.of());
        }
    }

    private final Process process;
    private final URI base;
    private final URI management;
    private final long begun = System.nanoTime();
    private Duration startTime = Duration.ZERO;

    private Service(Process process, int port, int managementPort) {
        this.process = process;
        this.base = URI.create("http://localhost:" + port);
        this.management = URI.create("http://localhost:" + managementPort);
    }

    /** Returns when it accepts requests. Its log is {@code bench/target/<name>.log}. */
    public static Service start(
            String name, Build build, String jdbcUrl, Map<String, String> settings, List<String> jvmArguments)
            throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"));
        return start(name, Launcher.java(java, build, jvmArguments), jdbcUrl, settings);
    }

    /** Like the other {@code start}, with a given launcher. */
    public static Service start(String name, Launcher launcher, String jdbcUrl, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>();
        command.add(launcher.program());
        command.addAll(launcher.options());
        Map<String, String> all = defaults(port, managementPort, jdbcUrl);
        all.putAll(settings);
        all.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(launcher.last());
        Path log = Path.of("bench/target", name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Service service = new Service(process, port, managementPort);
        service.awaitReady(log);
        return service;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, String> defaults(int port, int managementPort, String jdbcUrl) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.port", Integer.toString(managementPort));
        settings.put("quarkus.datasource.jdbc.url", jdbcUrl);
        settings.put("quarkus.mailer.mock", "true");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        settings.put("portcullis.keys.encryption-key", Base64.getEncoder().encodeToString(key));
        settings.put("portcullis.cookies.secure", "false");
        // All clients have the same address.
        settings.put("portcullis.throttle.enabled", "false");
        settings.put("portcullis.http.connections-per-address", "2000");
        return settings;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest readiness = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + STARTUP_PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the service has ended:\n" + Files.readString(log));
            }
            try {
                if (client.send(readiness, BodyHandlers.discarding()).statusCode() == 200) {
                    startTime = Duration.ofNanos(System.nanoTime() - begun);
                    return;
                }
            } catch (IOException notYet) {
                continue;
            }
        }
        throw new IOException("the service does not get ready; see " + log);
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

    /** Time from process start to the first successful readiness response, with a resolution of about 5 ms. */
    public Duration startTime() {
        return startTime;
    }

    /** CPU time used so far, with a resolution of 10 ms. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Resident memory in MiB on Linux; 0 on other systems. */
    public int residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher resident = RESIDENT.matcher(Files.readString(status));
        return resident.find() ? Integer.parseInt(resident.group(1)) / 1024 : 0;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            int killed = process.destroyForcibly().waitFor();
            assert killed != 0;
        }
    }
}

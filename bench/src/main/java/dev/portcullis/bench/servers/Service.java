package dev.portcullis.bench.servers;

import dev.portcullis.bench.report.Machine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged service in a separate process. Paths are relative to the root of the checkout. */
public final class Service implements AutoCloseable {

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
        /** Dockerfile.jvm is for this version; older ones do not know all of its options. */
        private static final int JAVA_OF_CONTAINER = 25;

        /**
         * The deployed build in a container with this much memory: the JVM's own container defaults and the options of
         * Dockerfile.jvm.
         *
         * @param home home directory of the JDK
         * @param memory memory of the container, in MiB
         */
        public static Launcher javaInContainer(Path home, int memory, String... more) throws IOException {
            List<String> options = new ArrayList<>(List.of(
                    "-XX:MaxRAM=" + memory + "m",
                    "-XX:+UseSerialGC",
                    "-XX:MaxRAMPercentage=45",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError"));
            if (Runtime.Version.parse(Machine.javaVersion(home)).feature() >= JAVA_OF_CONTAINER) {
                options.add("-XX:TrimNativeHeapInterval=10000");
            }
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
        public static Launcher executableInContainer(Path path, int memory, String... more) {
            List<String> options = new ArrayList<>(List.of("-XX:MaxRAM=" + memory + "m"));
            options.addAll(List.of(more));
            return new Launcher(path.toString(), options, List.of());
        }
    }

    private final ServerProcess process;
    private final URI base;
    private final URI management;

    private Service(ServerProcess process, URI base, URI management) {
        this.process = process;
        this.base = base;
        this.management = management;
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
        int port = ServerProcess.freePort();
        int managementPort = ServerProcess.freePort();
        Map<String, String> all = defaults(jdbcUrl);
        all.put("quarkus.http.port", Integer.toString(port));
        all.put("quarkus.management.port", Integer.toString(managementPort));
        all.putAll(settings);
        URI management = URI.create("http://localhost:" + managementPort);
        ServerProcess process = ServerProcess.start(
                name, command(launcher, all, List.of()), Map.of(), management.resolve("/q/health/ready"));
        return new Service(process, URI.create("http://localhost:" + port), management);
    }

    /** Creates or updates the tables of a database, with the command of the service. */
    public static void migrate(String jdbcUrl) throws IOException, InterruptedException {
        Launcher launcher = Launcher.java(Path.of(System.getProperty("java.home")), Build.PRODUCT, List.of());
        Process migration = new ProcessBuilder(command(launcher, defaults(jdbcUrl), List.of("database", "migrate")))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("bench/target/migration.log").toFile())
                .start();
        if (migration.waitFor() != 0) {
            throw new IOException("the migration failed; see bench/target/migration.log");
        }
    }

    private static List<String> command(Launcher launcher, Map<String, String> settings, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(launcher.program());
        command.addAll(launcher.options());
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(launcher.last());
        command.addAll(arguments);
        return command;
    }

    private static Map<String, String> defaults(String jdbcUrl) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> settings = new HashMap<>();
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

    public URI base() {
        return base;
    }

    /** Where health and metrics are. */
    public URI management() {
        return management;
    }

    public ServerProcess process() {
        return process;
    }

    public long pid() {
        return process.pid();
    }

    /** Time from process start to the first successful readiness response, with a resolution of about 5 ms. */
    public Duration startTime() {
        return process.startTime();
    }

    /** CPU time used so far, with a resolution of 10 ms. */
    public Duration cpuTime() {
        return process.cpuTime();
    }

    /** Resident memory in MiB on Linux; 0 on other systems. */
    public int residentMegabytes() throws IOException {
        return (int) (process.residentBytes() >> 20);
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}

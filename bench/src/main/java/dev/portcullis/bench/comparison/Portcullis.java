package dev.portcullis.bench.comparison;

import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.load.Member;
import dev.portcullis.bench.report.Machine;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.ServerProcess;
import dev.portcullis.bench.servers.Service;
import dev.portcullis.bench.servers.Service.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * This service as it is deployed: in the memory that the manifests give a pod, audit log and rate limits on. The limits
 * are so high that nothing is refused, and each client has an address of its own, as behind a proxy.
 */
public final class Portcullis implements Contender {
    /** Memory of the container, in MiB. */
    private static final int MEMORY = 512;

    private static final Map<String, String> SETTINGS = Map.of(
            "portcullis.throttle.enabled", "true",
            "portcullis.throttle.sign-in", "1000000",
            "portcullis.throttle.sign-up", "1000000",
            "portcullis.throttle.refresh", "1000000",
            "portcullis.trusted-proxies", "127.0.0.0/8,::1/128");

    /** Older versions of Java cannot call the C library, so a lower budget applies to sign-ins. */
    private static final int FIRST_WITH_FOREIGN_FUNCTIONS = 22;

    /** The label of a variant whose Argon2id library uses AVX2; a budget of its own applies. */
    private static final String AVX2 = "AVX2";

    private final String name;
    private final String version;
    private final Form form;
    private final Service service;

    private Portcullis(String name, String version, Form form, Service service) {
        this.name = name;
        this.version = version;
        this.form = form;
        this.service = service;
    }

    /**
     * What it runs on, as far as budgets differ.
     *
     * @param isNative whether it is the native executable
     * @param signInShare the share of the limit of sign-ins that it has to reach
     */
    record Form(boolean isNative, double signInShare) {
        static Form of(boolean isNative, boolean callsC, String label) {
            double share = callsC ? 0.9 : 0.6;
            return new Form(isNative, label.equals(AVX2) ? 1.8 * share : share);
        }
    }

    /**
     * A Java or a native executable, with settings of the service. Written as {@code path;key=value;key=value}, with
     * {@code label=} before it if it has a name of its own in the table.
     */
    public record Variant(String label, Path path, Map<String, String> settings) {
        public static Variant parse(String text) {
            String[] parts = text.split(";", -1);
            int equals = parts[0].indexOf('=');
            Map<String, String> settings = new TreeMap<>();
            for (String part : List.of(parts).subList(1, parts.length)) {
                String[] setting = part.split("=", 2);
                settings.put(setting[0], setting[1]);
            }
            String label = parts[0].substring(0, Math.max(0, equals));
            return new Variant(label, Path.of(parts[0].substring(equals + 1)), settings);
        }

        private String name(String on) {
            String more = label.isEmpty() && !settings.isEmpty() ? settings.toString() : label;
            return "Portcullis, " + on + (more.isEmpty() ? "" : ", " + more);
        }
    }

    /** Starts it on a Java. */
    public static Portcullis onJava(Variant variant, Database database)
            throws IOException, InterruptedException, SQLException {
        String version = Machine.javaVersion(variant.path());
        int feature = Runtime.Version.parse(version).feature();
        Form form = Form.of(false, feature >= FIRST_WITH_FOREIGN_FUNCTIONS, variant.label());
        return start(
                "Java " + feature, version, form, Launcher.javaInContainer(variant.path(), MEMORY), variant, database);
    }

    /** Starts a native executable. */
    public static Portcullis executable(Variant variant, Database database)
            throws IOException, InterruptedException, SQLException {
        String version =
                "built " + Files.getLastModifiedTime(variant.path()).toInstant().truncatedTo(ChronoUnit.SECONDS);
        Launcher launcher = Launcher.executableInContainer(variant.path(), MEMORY);
        return start("native", version, Form.of(true, true, variant.label()), launcher, variant, database);
    }

    private static Portcullis start(
            String on, String version, Form form, Launcher launcher, Variant variant, Database database)
            throws IOException, InterruptedException, SQLException {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(variant.settings());
        String name = variant.name(on);
        String label = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        database.create(label);
        Service service = Service.start(label, launcher, database.jdbcUrl(label), settings);
        return new Portcullis(name, version, form, service);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    Form form() {
        return form;
    }

    @Override
    public ServerProcess process() {
        return service.process();
    }

    @Override
    public List<Caller> callers(Operation operation, int count) throws IOException {
        List<Caller> callers = new ArrayList<>();
        for (Member member : Member.join(service.base(), count)) {
            callers.add(
                    switch (operation) {
                        case SIGN_IN -> member::signIn;
                        case REFRESH -> member;
                        case BEARER_CHECK -> member.bearer();
                    });
        }
        return callers;
    }
}

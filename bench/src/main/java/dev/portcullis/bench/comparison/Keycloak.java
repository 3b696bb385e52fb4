package dev.portcullis.bench.comparison;

import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.load.Connection;
import dev.portcullis.bench.report.Command;
import dev.portcullis.bench.report.Machine;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keycloak as its guide configures it for production: an optimized build, started from it, on PostgreSQL. Where a
 * setting is a choice, it is the one that makes Keycloak faster: a local cache, because one node needs no cluster; no
 * event log and no detection of brute force, its defaults; refresh tokens that are not rotated, its default. Its
 * passwords are hashed with its default, Argon2id with 7 MiB and 5 passes.
 */
public final class Keycloak implements Contender {
    private static final String VERSION = "26.7.3";
    private static final Path FOLDER = Path.of("bench/target/keycloak").toAbsolutePath();
    private static final Path HOME = FOLDER.resolve("keycloak-" + VERSION);
    private static final String PASSWORD = "clockwork heron at noon";
    private static final String TOKEN = "/realms/bench/protocol/openid-connect/token";

    private final URI base;
    private final String java;
    private final ServerProcess process;
    private int users;

    private Keycloak(URI base, String java, ServerProcess process) {
        this.base = base;
        this.java = java;
        this.process = process;
    }

    /**
     * Gets it from Maven Central, if it is not there yet, builds and starts it.
     *
     * @param java home directory of the JDK for it
     * @param users number of users that clients may need
     */
    public static Keycloak start(Path java, Database database, int users)
            throws IOException, InterruptedException, SQLException {
        unpack();
        makeRealm(users);
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString());
        String kc = HOME.resolve("bin/kc.sh").toString();
        Command.run(List.of(kc, "build", "--db=postgres", "--health-enabled=true", "--cache=local"), environment, "");
        int port = ServerProcess.freePort();
        int management = ServerProcess.freePort();
        database.create("keycloak");
        URI base = URI.create("http://localhost:" + port);
        List<String> command = List.of(
                kc,
                "start",
                "--optimized",
                "--import-realm",
                // TLS ends at the proxy, for all services here.
                "--http-enabled=true",
                "--hostname=" + base,
                "--http-port=" + port,
                "--http-management-port=" + management,
                "--db-url=" + database.jdbcUrl("keycloak"),
                "--db-username=postgres",
                "--db-password=postgres");
        URI ready = URI.create("http://localhost:" + management + "/health/ready");
        return new Keycloak(
                base, Machine.javaVersion(java), ServerProcess.start("keycloak", command, environment, ready));
    }

    private static void unpack() throws IOException, InterruptedException {
        if (!Files.exists(HOME)) {
            Command.run(
                    "./mvnw",
                    "--batch-mode",
                    "--non-recursive",
                    "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack",
                    "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                    "-DoutputDirectory=" + FOLDER);
        }
    }

    /** Its passwords are hashed when it imports them. */
    private static void makeRealm(int users) throws IOException {
        String realm = """
            {"realm":"bench","enabled":true,
            "clients":[{"clientId":"bench","publicClient":true,"directAccessGrantsEnabled":true}],
            "users":[%s]}\
            """;
        String user = """
            {"username":"user%1$d","email":"user%1$d@example.com","emailVerified":true,"enabled":true,
            "firstName":"John","lastName":"Doe","credentials":[{"type":"password","value":"%2$s"}]}\
            """;
        Path file = HOME.resolve("data/import/bench-realm.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                realm.formatted(IntStream.range(0, users)
                        .mapToObj(number -> user.formatted(number, PASSWORD))
                        .collect(Collectors.joining(","))));
    }

    @Override
    public String name() {
        return "Keycloak";
    }

    @Override
    public String version() {
        return VERSION + " on Java " + java;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public List<Caller> callers(Operation operation, int count) throws IOException {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            User user = new User(new Connection(base), "user" + users++);
            user.signIn();
            callers.add(
                    switch (operation) {
                        case SIGN_IN -> user::signIn;
                        case REFRESH -> user::refresh;
                        case BEARER_CHECK -> user;
                    });
        }
        return callers;
    }

    /** A client of the password grant, which asks who it is with each call. */
    private static final class User implements Caller {
        private final Connection connection;
        private final String name;
        private String accessToken = "";
        private String refreshToken = "";

        User(Connection connection, String name) {
            this.connection = connection;
            this.name = name;
        }

        void signIn() throws IOException {
            token("grant_type=password&scope=openid&username=" + name + "&password=" + PASSWORD.replace(' ', '+'));
        }

        void refresh() throws IOException {
            token("grant_type=refresh_token&refresh_token=" + refreshToken);
        }

        private void token(String grant) throws IOException {
            String body = connection
                    .post(TOKEN, "client_id=bench&" + grant)
                    .expect(200)
                    .body();
            accessToken = field(body, "access_token");
            refreshToken = field(body, "refresh_token");
        }

        private static String field(String json, String name) {
            String start = "\"" + name + "\":\"";
            int from = json.indexOf(start) + start.length();
            return json.substring(from, json.indexOf('"', from));
        }

        @Override
        public void prepare() throws IOException {
            signIn();
        }

        @Override
        public void call() throws IOException {
            List<String> headers = List.of("Authorization: Bearer " + accessToken);
            connection
                    .send("GET", "/realms/bench/protocol/openid-connect/userinfo", headers, "")
                    .expect(200);
        }
    }
}

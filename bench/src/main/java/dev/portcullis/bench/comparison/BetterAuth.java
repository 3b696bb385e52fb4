package dev.portcullis.bench.comparison;

import dev.portcullis.bench.load.Caller;
import dev.portcullis.bench.load.Connection;
import dev.portcullis.bench.report.Command;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * better-auth on Node, with {@code NODE_ENV=production}; {@code bench/src/better-auth/server.mjs} has its settings and
 * the reasons. Its passwords are hashed with its default, scrypt with 16 MiB. It has no refresh: a session lasts.
 */
public final class BetterAuth implements Contender {
    private static final Path SOURCE = Path.of("bench/src/better-auth");
    private static final Path HOME = Path.of("bench/target/better-auth").toAbsolutePath();
    private static final Pattern VERSION = Pattern.compile("\"better-auth\": \"([^\"]+)\"");
    private static final String PASSWORD = "clockwork heron at noon";
    private static final String COOKIE = "better-auth.session_token";

    private final URI base;
    private final String version;
    private final ServerProcess process;
    private int users;

    private BetterAuth(URI base, String version, ServerProcess process) {
        this.base = base;
        this.version = version;
        this.process = process;
    }

    /**
     * Gets it from npm and starts it.
     *
     * @param node path of the program {@code node}
     */
    public static BetterAuth start(String node, Database database)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(HOME);
        for (String file : List.of("package.json", "package-lock.json", "server.mjs")) {
            Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Command.run("npm", "ci", "--ignore-scripts", "--prefix", HOME.toString());
        database.create("better_auth");
        URI base = URI.create("http://localhost:" + ServerProcess.freePort());
        Map<String, String> environment = Map.of(
                "NODE_ENV",
                "production",
                "PORT",
                Integer.toString(base.getPort()),
                "BASE_URL",
                base.toString(),
                "BETTER_AUTH_SECRET",
                UUID.randomUUID().toString() + UUID.randomUUID(),
                "DATABASE_URL",
                database.url("better_auth"));
        ServerProcess process = ServerProcess.start(
                "better-auth",
                List.of(node, HOME.resolve("server.mjs").toString()),
                environment,
                base.resolve("/api/auth/ok"));
        Matcher version = VERSION.matcher(Files.readString(HOME.resolve("package.json")));
        String found = version.find() ? version.group(1) : "unknown";
        return new BetterAuth(base, found + " on Node " + Command.run(node, "--version"), process);
    }

    @Override
    public String name() {
        return "better-auth";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public List<Caller> callers(Operation operation, int count) throws IOException {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < count && operation != Operation.REFRESH; i++) {
            int number = users++;
            User user = new User(new Connection(base), number);
            user.send("/api/auth/sign-up/email", ",\"name\":\"John Doe\"");
            callers.add(operation == Operation.SIGN_IN ? user::signIn : user::session);
        }
        return callers;
    }

    /** A client with a session in a cookie. */
    private static final class User {
        private final Connection connection;
        private final int number;
        private String cookie = "";

        User(Connection connection, int number) {
            this.connection = connection;
            this.number = number;
        }

        private String address() {
            return "X-Forwarded-For: 198.18.0." + number;
        }

        void signIn() throws IOException {
            send("/api/auth/sign-in/email", "");
        }

        void send(String path, String more) throws IOException {
            String body =
                    "{\"email\":\"user" + number + "@example.com\",\"password\":\"" + PASSWORD + "\"" + more + "}";
            Connection.Answer answer =
                    connection.send("POST", path, List.of(address()), body).expect(200);
            cookie = answer.cookie(COOKIE);
        }

        void session() throws IOException {
            List<String> headers = List.of(address(), "Cookie: " + COOKIE + "=" + cookie);
            Connection.Answer answer =
                    connection.send("GET", "/api/auth/get-session", headers, "").expect(200);
            // Without a session it answers 200 and null.
            if (!answer.body().contains("user" + number + "@")) {
                throw new IOException("not the session: " + answer.body());
            }
        }
    }
}

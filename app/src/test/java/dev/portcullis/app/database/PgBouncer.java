package dev.portcullis.app.database;

import dev.portcullis.app.servers.FreePort;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PgBouncer in transaction mode, in front of a PostgreSQL that lets everyone in. */
final class PgBouncer implements AutoCloseable {
    /** The configuration in docs/operations.md. */
    private static final String CONFIGURATION = """
            [databases]
            * = host=127.0.0.1 port=%d
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = trust
            auth_file = users.txt
            pool_mode = transaction
            default_pool_size = %d
            ignore_startup_parameters = extra_float_digits,options,lock_timeout,statement_timeout
            """;

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return executable().findFirst().isPresent();
    }

    private static Stream<Path> executable() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable);
    }

    /** @param connections to the server at most, for each user */
    static PgBouncer before(int server, String user, int connections) throws IOException {
        // PgBouncer does not run as root; the user to which it switches must be able to read these.
        Path folder = Files.createTempDirectory(
                "portcullis-pgbouncer",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        int port = FreePort.find();
        Path configuration =
                Files.writeString(folder.resolve("pgbouncer.ini"), CONFIGURATION.formatted(server, port, connections));
        Path users = Files.writeString(folder.resolve("users.txt"), "\"" + user + "\" \"\"\n");
        List<String> command = new ArrayList<>();
        command.add(executable().findFirst().orElseThrow().toString());
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(configuration.toString());
        Process process = new ProcessBuilder(command)
                .directory(users.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Awaitility.await("PgBouncer listens; see " + folder)
                .failFast("PgBouncer has ended; see " + folder, () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        return socket.isConnected();
                    }
                });
        return new PgBouncer(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}

package dev.portcullis.bench.comparison;

import dev.portcullis.bench.report.Command;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements that an operation cannot do without, as {@code pgbench} runs them: prepared, on tables of the service
 * in a database of their own, with as many clients as the services have, each with its own session.
 */
public final class Pgbench implements Limit {
    private static final String DATABASE = "limits";
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    /** A client's number as a UUID. */
    private static final String ID = "lpad(:client_id::text, 32, '0')::uuid";

    private static final String REFRESH = """
        begin;
        select account_id, counter, created_at, advanced_at, expires_at, ended_at, end_reason, clock_timestamp()
            from session where id = %1$s for no key update;
        update session set counter = counter + 1, advanced_at = clock_timestamp() where id = %1$s;
        insert into audit_event (id, action, type, outcome, reason, account_id, session_id, client_address,
            user_agent, request_id, replica) values (gen_random_uuid(), 'refresh', 'authn_token_created', 'success',
            'advanced', %1$s, %1$s, '203.0.113.7', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0',
            gen_random_uuid()::text, 'bench');
        commit;
        """.formatted(ID);

    private static final String BEARER_CHECK = """
        select account.id, email, display_name, email_verified, groups, ended_at, expires_at, advanced_at,
            clock_timestamp() from session join account on account.id = account_id where session.id = %s;
        """.formatted(ID);

    private final String program;
    private final Database database;
    private final int clients;
    private final String description;
    private final Path script;

    private Pgbench(String program, Database database, int clients, String description, Path script) {
        this.program = program;
        this.database = database;
        this.clients = clients;
        this.description = description;
        this.script = script;
    }

    /**
     * The limits of refreshes and of bearer checks.
     *
     * @param program path of {@code pgbench}
     */
    public static Map<Operation, LimitTrack> limits(String program, Database database, int clients)
            throws IOException, InterruptedException, SQLException {
        database.create(DATABASE);
        Service.migrate(database.jdbcUrl(DATABASE));
        try (Connection connection = database.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            String number = "lpad(n::text, 32, '0')::uuid";
            String numbers = " from generate_series(0, " + (clients - 1) + ") n";
            int rows = statement.executeUpdate(
                    "insert into account (id, email, display_name, email_verified, groups, registration, created_at,"
                            + " disabled)"
                            + " select " + number + ", n || '@example.com', 'John Doe', true, '{}', 1, now(), false"
                            + numbers);
            rows += statement.executeUpdate("insert into session (id, account_id, counter, lost_cycles, lost_in_cycle,"
                    + " created_at, advanced_at, expires_at) select " + number + ", " + number
                    + ", 1, 0, false, now(), now(), now() + interval '90 days'" + numbers);
            if (rows != 2 * clients) {
                throw new SQLException("inserted " + rows + " rows");
            }
        }
        return Map.of(
                Operation.REFRESH,
                track(program, database, clients, "lock, update, insert, commit", "refresh", REFRESH),
                Operation.BEARER_CHECK,
                track(program, database, clients, "one select", "bearer-check", BEARER_CHECK));
    }

    private static LimitTrack track(
            String program, Database database, int clients, String description, String name, String sql)
            throws IOException {
        Path script = Path.of("bench/target", name + ".sql");
        Files.writeString(script, sql);
        return new LimitTrack(new Pgbench(program, database, clients, description, script));
    }

    @Override
    public String name() {
        return "pgbench, " + description;
    }

    @Override
    public double perSecond(Duration time) throws IOException, InterruptedException {
        List<String> command = List.of(
                program,
                "--no-vacuum",
                "--protocol=prepared",
                "--host=localhost",
                "--username=postgres",
                "--port=" + database.port(),
                "--client=" + clients,
                "--jobs=" + Math.min(clients, Runtime.getRuntime().availableProcessors()),
                "--time=" + Math.max(1, time.toSeconds()),
                "--file=" + script,
                DATABASE);
        String output = Command.run(command, Map.of("PGPASSWORD", "postgres"), "");
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException(String.format(Locale.ROOT, "pgbench reports no rate:%n%s", output));
        }
        return Double.parseDouble(rate.group(1));
    }
}

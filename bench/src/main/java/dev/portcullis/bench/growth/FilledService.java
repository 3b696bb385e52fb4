package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.Connection;
import dev.portcullis.bench.load.Population;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.PastYear;
import dev.portcullis.bench.servers.Service;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service over a database of its own that has many accounts, and clients of it. */
public record FilledService(int accounts, String database, String jdbcUrl, Service service, List<Population> clients)
        implements AutoCloseable {
    public static FilledService start(
            Database database, int accounts, int eventsPerAccount, Map<String, String> settings, int clients)
            throws IOException, InterruptedException, SQLException {
        String name = "accounts_" + accounts;
        database.create(name);
        String jdbcUrl = database.jdbcUrl(name);
        Service service = Service.start("growth-" + accounts, Service.Build.MEASURED, jdbcUrl, settings, List.of());
        PastYear.fill(database, name, accounts, accounts * eventsPerAccount, hash(database, name, service));
        return new FilledService(accounts, name, jdbcUrl, service, clients(List.of(service), 2, accounts, clients));
    }

    /** A hash by the service itself, of the password of all accounts. */
    private static String hash(Database database, String name, Service service) throws IOException, SQLException {
        try (Connection connection = new Connection(service.base())) {
            connection
                    .send(
                            "POST",
                            "/api/v1/auth/signup/",
                            List.of(),
                            "{\"email\":\"somebody@example.com\",\"password\":\"%s\",\"name\":\"John Doe\",\"captcha\":\"\"}"
                                    .formatted(Population.PASSWORD))
                    .expect(201);
        }
        try (java.sql.Connection connection = database.connect(name);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select password_hash from credential")) {
            if (!row.next()) {
                throw new IOException("no credential after the sign-up");
            }
            return row.getString(1);
        }
    }

    /** Clients of the replicas in turn, each with a part of the accounts. The first account is the auditor's. */
    public static List<Population> clients(List<Service> replicas, int first, int last, int count) throws IOException {
        List<Population> clients = new ArrayList<>();
        int share = (last + 1 - first) / count;
        for (int i = 0; i < count; i++) {
            int from = first + i * share;
            clients.add(new Population(replicas.get(i % replicas.size()).base(), from, from + share - 1));
        }
        return clients;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Population client : clients) {
            client.close();
        }
        service.close();
    }
}

package dev.portcullis.bench;

import dev.portcullis.bench.load.Connection;
import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.load.TwoSamples;
import dev.portcullis.bench.report.Table;
import dev.portcullis.bench.servers.Database;
import dev.portcullis.bench.servers.Service;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Whether response times reveal which accounts exist (ASVS 5.0, 6.3.8): those of refused sign-ins, of sign-ups with
 * {@code conceal-existing}, and of requests for a new code or a new password. One client sends all kinds of requests in
 * rounds, in random order, so that other load affects all of them alike. A response with an unexpected status ends the
 * measurement.
 */
public final class EqualTime {
    private static final int CALLS = Settings.number("calls", 300);
    private static final int WARM_UP = Settings.number("warmup", 50);

    /** Number of accounts of each kind, so that no row is always cached. */
    private static final int ACCOUNTS = 20;

    private static final String PASSWORD = "clockwork heron at noon";
    private static final String OTHER_PASSWORD = "wrong horse battery staple";

    /** Significance level: p-values below it count as a difference. */
    private static final double SIGNIFICANT = 0.01;

    private enum Kind {
        UNKNOWN("sign-in, unknown login", 401),
        WRONG("sign-in, wrong password", 401),
        UNVERIFIED("sign-in, wrong password, unverified", 401),
        UNVERIFIED_RIGHT("sign-in, right password, unverified", 401),
        DISABLED("sign-in, right password, disabled", 401),
        NEW("sign-up, new address", 201),
        TAKEN("sign-up, taken address", 201),
        WAITING("sign-up, unverified address", 201),
        UNKNOWN_RESENT("new code, unknown address", 202),
        WAITING_RESENT("new code, unverified address", 202),
        TAKEN_RESENT("new code, verified address", 202),
        DISABLED_RESENT("new code, disabled account", 202),
        UNKNOWN_FORGOT("forgotten password, unknown address", 202),
        UNVERIFIED_FORGOT("forgotten password, unverified address", 202),
        TAKEN_FORGOT("forgotten password, verified address", 202),
        DISABLED_FORGOT("forgotten password, disabled account", 202);

        private final String description;
        private final int status;

        Kind(String description, int status) {
            this.description = description;
            this.status = status;
        }
    }

    private final Connection connection;
    private final Random random = new Random(42);
    private final Map<Kind, List<Double>> times = new EnumMap<>(Kind.class);
    private final Table differences = new Table(
            "requests", "difference", "usual by chance", "Mann-Whitney", "first is above", "can they be told apart?");

    private EqualTime(Connection connection) {
        this.connection = connection;
    }

    public static void main(String[] arguments) throws Exception {
        try (Database database = Database.start()) {
            database.create("equal");
            try (Service service = Service.start(
                            "equal-time",
                            Service.Build.PRODUCT,
                            database.jdbcUrl("equal"),
                            Map.of("portcullis.sign-up.conceal-existing", "true"),
                            List.of());
                    Connection connection = new Connection(service.base())) {
                EqualTime equalTime = new EqualTime(connection);
                equalTime.prepare(database);
                equalTime.measure();
            }
        }
    }

    private void prepare(Database database) throws IOException, SQLException {
        for (Kind kind : List.of(
                Kind.WRONG,
                Kind.UNVERIFIED,
                Kind.UNVERIFIED_RIGHT,
                Kind.DISABLED,
                Kind.TAKEN,
                Kind.WAITING,
                Kind.WAITING_RESENT,
                Kind.TAKEN_RESENT,
                Kind.DISABLED_RESENT,
                Kind.UNVERIFIED_FORGOT,
                Kind.TAKEN_FORGOT,
                Kind.DISABLED_FORGOT)) {
            for (int i = 0; i < ACCOUNTS; i++) {
                signUp(address(kind, i)).expect(201);
            }
        }
        try (java.sql.Connection sql = database.connect("equal");
                Statement statement = sql.createStatement()) {
            int rows = statement.executeUpdate(
                    "update account set email_verified = true, disabled = email like 'disabled%'"
                            + " where email not like 'unverified%' and email not like 'waiting%'");
            if (rows != 7 * ACCOUNTS) {
                throw new IllegalStateException("prepared " + rows + " accounts");
            }
        }
    }

    private static String address(Kind kind, int number) {
        return kind.name().toLowerCase(Locale.ROOT) + number + "@example.com";
    }

    private void measure() throws IOException {
        round(WARM_UP);
        times.clear();
        round(CALLS);
        System.out.printf("%d calls of each kind, one after the other; ms, medians (quartiles)%n", CALLS);
        Table medians = new Table("request", "ms");
        times.forEach((kind, taken) -> medians.row(kind.description, new Sample(taken).describe("%.2f")));
        System.out.println(medians);
        System.out.println();
        compare(Kind.WRONG, Kind.UNKNOWN);
        compare(Kind.UNVERIFIED, Kind.UNKNOWN);
        compare(Kind.UNVERIFIED_RIGHT, Kind.WRONG);
        compare(Kind.DISABLED, Kind.UNKNOWN);
        compare(Kind.DISABLED, Kind.WRONG);
        compare(Kind.TAKEN, Kind.NEW);
        compare(Kind.WAITING, Kind.NEW);
        compare(Kind.WAITING_RESENT, Kind.UNKNOWN_RESENT);
        compare(Kind.TAKEN_RESENT, Kind.UNKNOWN_RESENT);
        compare(Kind.DISABLED_RESENT, Kind.UNKNOWN_RESENT);
        compare(Kind.UNVERIFIED_FORGOT, Kind.UNKNOWN_FORGOT);
        compare(Kind.TAKEN_FORGOT, Kind.UNKNOWN_FORGOT);
        compare(Kind.DISABLED_FORGOT, Kind.UNKNOWN_FORGOT);
        compare(Kind.TAKEN_FORGOT, Kind.UNVERIFIED_FORGOT);
        System.out.println(differences);
    }

    private void round(int count) throws IOException {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        for (int i = 0; i < count; i++) {
            Collections.shuffle(kinds, random);
            for (Kind kind : kinds) {
                long begin = System.nanoTime();
                Connection.Answer answer = ask(kind, i % ACCOUNTS);
                double taken = (System.nanoTime() - begin) / 1e6;
                answer.expect(kind.status);
                times.computeIfAbsent(kind, unused -> new ArrayList<>()).add(taken);
            }
        }
    }

    private Connection.Answer ask(Kind kind, int number) throws IOException {
        return switch (kind) {
            case UNKNOWN -> signIn(UUID.randomUUID() + "@example.com", OTHER_PASSWORD);
            case WRONG, UNVERIFIED -> signIn(address(kind, number), OTHER_PASSWORD);
            case DISABLED, UNVERIFIED_RIGHT -> signIn(address(kind, number), PASSWORD);
            case NEW -> signUp(UUID.randomUUID() + "@example.com");
            case TAKEN, WAITING -> signUp(address(kind, number));
            case UNKNOWN_RESENT -> resend(UUID.randomUUID() + "@example.com");
            case WAITING_RESENT, TAKEN_RESENT, DISABLED_RESENT -> resend(address(kind, number));
            case UNKNOWN_FORGOT -> forgot(UUID.randomUUID() + "@example.com");
            case UNVERIFIED_FORGOT, TAKEN_FORGOT, DISABLED_FORGOT -> forgot(address(kind, number));
        };
    }

    private Connection.Answer signIn(String login, String password) throws IOException {
        return connection.send(
                "POST",
                "/api/v1/auth/signin/",
                List.of(),
                "{\"login\":\"%s\",\"password\":\"%s\",\"captcha\":\"\"}".formatted(login, password));
    }

    private Connection.Answer resend(String email) throws IOException {
        return connection.send(
                "POST", "/api/v1/auth/resend-verification/", List.of(), "{\"email\":\"%s\"}".formatted(email));
    }

    private Connection.Answer forgot(String email) throws IOException {
        return connection.send(
                "POST", "/api/v1/auth/password/forgot/", List.of(), "{\"email\":\"%s\"}".formatted(email));
    }

    private Connection.Answer signUp(String email) throws IOException {
        return connection.send(
                "POST",
                "/api/v1/auth/signup/",
                List.of(),
                "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"John Doe\",\"captcha\":\"\"}"
                        .formatted(email, PASSWORD));
    }

    private void compare(Kind first, Kind second) {
        TwoSamples samples =
                new TwoSamples(times.getOrDefault(first, List.of()), times.getOrDefault(second, List.of()));
        double chance = samples.chance();
        differences.row(
                first.description + " / " + second.description,
                number("%.2f ms", samples.differenceOfMedians()),
                number("%.2f ms", samples.usualDifference(random)),
                number("p = %.3f", chance),
                number("%.1f %%", 100 * samples.firstIsAbove()),
                chance < SIGNIFICANT ? "TOLD APART" : "not told apart");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

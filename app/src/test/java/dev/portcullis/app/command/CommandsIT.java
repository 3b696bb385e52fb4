package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import dev.portcullis.app.servers.FreePort;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the packaged service, beside the running one and its database. */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {
    private static final String FORGING_AGENT = "curl\t{\"event.id\":\"forged\"} \u00f8";

    /** An event is sealed when nothing older can come any more, and that takes a minute. */
    private static final Duration UNTIL_SEALED = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final GreenMailExtension MAILS = new GreenMailExtension(
                    new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP))
            .withPerMethodLifecycle(false);

    @TempDir
    Path directory;

    private final EmailAddress email = AccountFixtures.anEmailAddress();
    private final Map<String, String> settings = new HashMap<>();
    private EmbeddedPostgres database;
    private ServiceProcess service;
    private Api api;

    @BeforeAll
    void signUpAndSignIn() throws Exception {
        database = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        settings.put("quarkus.datasource.jdbc.url", database.getJdbcUrl("postgres", "postgres"));
        settings.put("portcullis.keys.encryption-key", Base64.getEncoder().encodeToString(key));
        Map<String, String> ofTheService = new HashMap<>(settings);
        ofTheService.put("quarkus.mailer.host", "localhost");
        ofTheService.put("quarkus.mailer.port", Integer.toString(MAILS.getSmtp().getPort()));
        ofTheService.put("quarkus.mailer.from", "portcullis@example.com");
        ofTheService.put("quarkus.mailer.start-tls", "DISABLED");
        ofTheService.put("portcullis.cookies.secure", "false");
        ofTheService.put("portcullis.audit.log-events", "true");
        service = ServiceProcess.start("commands", ofTheService);
        api = new Api(service.base(), answer -> {});
        JsonNode account = api.signUp(email).json();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> MAILS.getReceivedMessages().length == 1);
        String code = MailServer.codeIn(MAILS.getReceivedMessages()[0]).reveal();
        assertThat(api.verify(account.path("verification_token").asText(), code).status())
                .isEqualTo(200);
        Api.Answer signedIn = api.signIn(email, Api.PASSWORD);
        assertThat(api.refresh(signedIn.cookie("refresh_token")).status()).isEqualTo(204);
        assertThat(api.signIn(email, "wrong_password", "User-Agent", FORGING_AGENT)
                        .status())
                .isEqualTo(401);
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (service != null) {
            service.close();
        }
        if (database != null) {
            database.close();
        }
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        return CommandProcess.run(settings, arguments);
    }

    private Ended verified(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("audit", "verify"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private List<String> column(String query) {
        return Query.column(database.getPostgresDatabase(), query);
    }

    /** Changes a row as a superuser, without triggers. */
    private void tamper(String statement) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("set session_replication_role = replica");
            assertThat(sql.executeUpdate(statement)).isEqualTo(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private Map<String, String> withNewDatabase(String name) throws SQLException {
        execute("create database " + name);
        Map<String, String> with = new HashMap<>(settings);
        with.put("quarkus.datasource.jdbc.url", database.getJdbcUrl("postgres", name));
        return with;
    }

    private void in(String name, String statement) throws SQLException {
        try (Connection connection = database.getDatabase("postgres", name).getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private void awaitSealed(String id) {
        Awaitility.await()
                .atMost(UNTIL_SEALED)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> column("select number from audit_seal where ends_at > (select occurred_at from audit_event"
                                        + " where id = '" + id + "')")
                                .size()
                        > 0);
    }

    private String idOfTheWrongPassword() {
        return column("select id from audit_event where reason = 'wrong_password' order by occurred_at")
                .get(0);
    }

    private static List<String> idsIn(String jsonLines) {
        return jsonLines.lines().map(line -> read(line).path("id").asText()).toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    /** Last, because the other tests take most of the time until the events are sealed. */
    @Test
    @Order(Integer.MAX_VALUE)
    void verifyAcceptsTheLogAndDetectsASingleChangedByte() throws Exception {
        String id = idOfTheWrongPassword();
        awaitSealed(id);

        Ended intact = verified();
        assertThat(intact.status()).as(intact.toString()).isZero();
        assertThat(intact.out()).contains("The audit log is intact").contains("BEGIN PUBLIC KEY");
        assertThat(intact.err()).isEmpty();
        Matcher newest = Pattern.compile("[0-9]+:[0-9a-f]{64}").matcher(intact.out());
        assertThat(newest.find()).isTrue();
        String anchor = newest.group();
        assertThat(verified("--anchor", anchor).status()).isZero();

        tamper("update audit_event set reason = 'wrong_passwore' where id = '" + id + "'");
        Ended changed = verified("--anchor", anchor);
        assertThat(changed.status()).isEqualTo(3);
        assertThat(changed.out()).contains("finding: changed").contains("event: " + id);

        tamper("update audit_event set reason = 'wrong_password' where id = '" + id + "'");
        assertThat(verified().status()).isZero();

        String forged = anchor.substring(0, anchor.length() - 1) + (anchor.endsWith("0") ? "1" : "0");
        Ended other = verified("--anchor", forged);
        assertThat(other.status()).isEqualTo(3);
        assertThat(other.out()).contains("differs from the anchor");
    }

    @Test
    void verifyNeedsNoMoreThanToReadTheAuditLog() throws Exception {
        execute("create role auditor login");
        execute("grant select on audit_event, audit_leaf, audit_seal to auditor");
        Map<String, String> asAuditor = new HashMap<>(settings);
        asAuditor.put("quarkus.datasource.jdbc.url", database.getJdbcUrl("auditor", "postgres"));

        Ended ended = CommandProcess.run(asAuditor, "audit", "verify");

        assertThat(ended.status()).as(ended.toString()).isZero();
    }

    @Test
    void exportEqualsTheRows() throws Exception {
        List<String> before = column("select id from audit_event order by occurred_at, id");

        Ended lines = run("audit", "export");

        assertThat(lines.status()).as(lines.toString()).isZero();
        assertThat(idsIn(lines.out())).startsWith(before.toArray(String[]::new));
        JsonNode wrongPassword = lines.out()
                .lines()
                .map(CommandsIT::read)
                .filter(event -> event.path("reason").asText().equals("wrong_password"))
                .findFirst()
                .orElseThrow();
        List<String> agents =
                column("select user_agent from audit_event where reason = 'wrong_password' order by occurred_at");
        assertThat(wrongPassword.path("user_agent").asText()).isEqualTo(agents.get(0));
        assertThat(column("select count(*) from audit_event where type = 'sensitive_read' and reason = 'export'"
                        + " and client_address = 'local' and account_id is null"
                        + " and user_agent like '%: portcullis audit export'"))
                .containsExactly("1");
    }

    @Test
    void exportWritesACompleteFileOfSelectedEvents() throws Exception {
        Path file = directory.resolve("refused.csv");

        Ended ended = run("audit", "export", "--format", "csv", "--outcome", "refused", "--output", file.toString());

        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(ended.out()).isEmpty();
        assertThat(Files.readAllLines(file, StandardCharsets.UTF_8))
                .hasSizeGreaterThanOrEqualTo(2)
                .anyMatch(line -> line.contains(idOfTheWrongPassword()))
                .noneMatch(line -> line.contains("authn_login_success"));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no such signal")
    void tailFollowsNewEventsUntilItIsInterruptedAndOpensNoPort() throws Exception {
        int port = FreePort.find();
        int managementPort = FreePort.find();
        Map<String, String> withPort = new HashMap<>(settings);
        withPort.put("quarkus.http.port", Integer.toString(port));
        withPort.put("quarkus.management.port", Integer.toString(managementPort));
        try (CommandProcess tail = CommandProcess.start(withPort, "audit", "tail", "-f", "-n", "3")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> tail.out().lines().count() >= 3);
            assertThat(tail.out().lines())
                    .last()
                    .asString()
                    .contains("sensitive_read")
                    .contains("from=local");

            assertThatThrownBy(() -> new Socket("localhost", port).close()).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> new Socket("localhost", managementPort).close())
                    .isInstanceOf(ConnectException.class);
            assertThat(api.signIn(email, "wrong again").status()).isEqualTo(401);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> tail.out()
                            .lines()
                            .anyMatch(line ->
                                    line.contains("reason=wrong_password") && line.contains("Java-http-client")));

            Ended ended = tail.interrupt();
            assertThat(ended.status()).isEqualTo(130);
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().lines()).doesNotHaveDuplicates();
        }
    }

    @Test
    void groupsAreChangedAndShown() throws Exception {
        Ended added = run("account", "groups", email.value(), "--add", "auditor", "--add", "staff");
        assertThat(added.status()).as(added.toString()).isZero();
        assertThat(added.out().lines()).containsExactly("auditor", "staff");

        Ended removed = run("account", "groups", email.value(), "--remove", "auditor");
        assertThat(removed.out().lines()).containsExactly("staff");
        assertThat(run("account", "groups", email.value()).out().lines()).containsExactly("staff");

        assertThat(column("select reason from audit_event where action = 'change_groups' and outcome = 'success'"
                        + " order by occurred_at"))
                .containsExactly("added_to_auditor", "added_to_staff", "removed_from_auditor");
        assertThat(column("select id from audit_event where user_agent like '%" + email.value() + "%'"))
                .isEmpty();
    }

    @Test
    void groupsOfAnUnknownAccountFail() throws Exception {
        Ended ended = run("account", "groups", "nobody@example.com", "--add", "auditor");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().contains("No account");
    }

    /** In one test, because each command depends on the result of the previous one. */
    @Test
    void signingKeysAreListedAndChanged() throws Exception {
        String first = column("select id from signing_key").get(0);
        Path weak = directory.resolve("weak.pem");
        Files.writeString(weak, "-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n");
        Ended refused = run("keys", "import", weak.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err().lines()).containsExactly("The PEM is damaged.");

        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Path ours = directory.resolve("ours.pem");
        Files.writeString(
                ours,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Ended imported = run("keys", "import", ours.toString());
        assertThat(imported.status()).as(imported.toString()).isZero();
        String next =
                column("select id from signing_key where signs_from > now()").get(0);
        assertThat(imported.out()).contains(next);
        assertThat(run("keys", "list").out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(next + "  next "))
                .anyMatch(line -> line.startsWith(first + "  current "));

        assertThat(run("keys", "revoke", "none").status()).isEqualTo(1);
        Ended revoked = run("keys", "revoke", first);
        assertThat(revoked.out()).contains(first).contains(next + " signs now");
        Ended replaced = run("keys", "rotate", "--emergency");
        assertThat(replaced.out()).contains("Other keys revoked: 1.").contains("within 30 seconds");
        String last = column("select id from signing_key where gone_at is null").get(0);

        // The service hears of it, without a restart, and signs in people by the new key.
        Awaitility.await()
                .atMost(Duration.ofSeconds(45))
                .until(() -> new String(
                                Base64.getUrlDecoder()
                                        .decode(api.signIn(email, Api.PASSWORD)
                                                .cookie("access_token")
                                                .split("\\.", -1)[0]),
                                StandardCharsets.UTF_8)
                        .contains(last));
        assertThat(column("select reason from audit_event where action = 'change_keys' order by occurred_at"))
                .containsExactly("imported_" + next, "unknown_key", "revoked_" + first, "replaced_by_" + last);
    }

    @Test
    void accountsAreDisabledEnabledAndSignedOut() throws Exception {
        EmailAddress other = api.aSignedUpAddress();
        String refresh = api.signIn(other, Api.PASSWORD).cookie("refresh_token");

        Ended disabled = run("account", "disable", other.value());
        assertThat(disabled.status()).as(disabled.toString()).isZero();
        assertThat(api.refresh(refresh).status()).isEqualTo(401);
        assertThat(api.signIn(other, Api.PASSWORD).status()).isEqualTo(401);

        assertThat(run("account", "enable", other.value()).status()).isZero();
        String again = api.signIn(other, Api.PASSWORD).cookie("refresh_token");
        assertThat(run("account", "sign-out", other.value()).status()).isZero();
        assertThat(api.refresh(again).status()).isEqualTo(401);

        assertThat(run("account", "disable", "nobody@example.com").status()).isEqualTo(1);
        assertThat(column("select reason from audit_event where client_address = 'local'"
                        + " and action in ('change_standing', 'end_sessions') order by occurred_at"))
                .containsExactly("disabled", "enabled", "ended_by_administrator", "unknown_account");
    }

    /** The bytes of UTF-8 are written by the shell: the JVM of the test may run under such a locale as well. */
    private Ended underC(String script, String... arguments) throws IOException, InterruptedException {
        return CommandProcess.runUnder(Map.of("LC_ALL", "C", "LANG", "C"), script, settings, arguments);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no locale to set by the environment")
    void argumentsAreUtf8AlsoUnderTheLocaleC() throws Exception {
        EmailAddress danish = new EmailAddress("d\u00f8rte@s\u00f8rensen.example");
        assertThat(api.signUp(danish).status()).isEqualTo(201);

        Ended ended =
                underC("exec \"$@\" \"$(printf 'd\\303\\270rte@s\\303\\270rensen.example')\"", "account", "disable");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(column("select count(*) from account where disabled and email = '" + danish.value() + "'"))
                .containsExactly("1");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no locale to set by the environment")
    void theErrorForAnUndecodableArgumentNamesTheCharset() throws Exception {
        Ended ended = underC("exec \"$@\" \"$(printf 'd\\370rte@example.com')\"", "account", "disable");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("LC_ALL=C.UTF-8").doesNotContain("is not an e-mail address");
    }

    @Test
    void usageErrorsExitWith2() throws Exception {
        Ended ended = CommandProcess.run(Map.of(), "audit", "verfy");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("audit verify");
    }

    @Test
    void helpAndVersionNeedNoSettings() throws Exception {
        Ended help = CommandProcess.run(Map.of(), "audit", "export", "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("--until");
        assertThat(help.err()).isEmpty();

        Ended version = CommandProcess.run(Map.of(), "--version");
        assertThat(version.status()).isZero();
        assertThat(version.out()).startsWith("portcullis ").doesNotContain("$");
    }

    @Test
    void aCommandListsAllMissingSettings() throws Exception {
        Ended ended = CommandProcess.run(Map.of(), "audit", "verify");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("  portcullis.keys.encryption-key:"))
                .anyMatch(line -> line.startsWith("  quarkus.datasource.jdbc.url:"));
    }

    @Test
    void anUnavailableDatabaseIsReportedInOneLine() throws Exception {
        Map<String, String> away = new HashMap<>(settings);
        away.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + FreePort.find() + "/postgres");

        Ended ended = CommandProcess.run(away, "audit", "export");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().startsWith("The database is unavailable");
    }

    @Test
    void aCommandLeavesADatabaseThatWasNeverMigratedAsItIs() throws Exception {
        Map<String, String> empty = withNewDatabase("empty");

        Ended ended = CommandProcess.run(empty, "audit", "verify");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().contains("audit_seal");
        try (Connection connection = database.getDatabase("postgres", "empty").getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void migrateCreatesTheSchemaAndIsIdempotent() throws Exception {
        Map<String, String> migrated = withNewDatabase("migrated");
        List<String> versions = column("select version from flyway_schema_history where success and version is not null"
                + " order by installed_rank");
        String version = versions.get(versions.size() - 1);
        // Each function takes longer than a statement of the service may.
        in("migrated", "create schema elsewhere");
        in(
                "migrated",
                "create function elsewhere.wait_a_little() returns event_trigger language plpgsql"
                        + " as $$ begin perform pg_sleep(0.4); end $$");
        in(
                "migrated",
                "create event trigger slow on ddl_command_start when tag in ('CREATE FUNCTION')"
                        + " execute function elsewhere.wait_a_little()");
        migrated.put("quarkus.datasource.jdbc.additional-jdbc-properties.options", "-c statement_timeout=300");

        Ended first = CommandProcess.run(migrated, "database", "migrate");
        assertThat(first.status()).as(first.toString()).isZero();
        assertThat(first.out().lines())
                .containsExactly(
                        "The database is at version " + version + "; " + versions.size() + " migrations were applied.");
        assertThat(first.err()).isEmpty();

        Ended second = CommandProcess.run(migrated, "database", "migrate");
        assertThat(second.out()).contains("at version " + version + "; 0 migrations");
        Ended verified = CommandProcess.run(migrated, "audit", "verify");
        assertThat(verified.status()).as(verified.toString()).isZero();
    }

    @Test
    void migrateRefusesASchemaWithForeignTables() throws Exception {
        Map<String, String> foreign = withNewDatabase("foreign_tables");
        in("foreign_tables", "create table account (somebody_elses text)");

        Ended ended = CommandProcess.run(foreign, "database", "migrate");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("The schema \"public\" of the database \"foreign_tables\" is not empty")
                .contains("quarkus.datasource.jdbc.url", "quarkus.flyway.baseline-on-migrate=true");
        try (Connection connection =
                        database.getDatabase("postgres", "foreign_tables").getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            assertThat(tables.next()).isTrue();
            assertThat(tables.getString("TABLE_NAME")).isEqualTo("account");
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void migrateRefusesADatabaseThatIsNotUtf8InOneSentence() throws Exception {
        execute("create database latin encoding 'LATIN1' locale 'C' template template0");
        Map<String, String> latin = new HashMap<>(settings);
        latin.put("quarkus.datasource.jdbc.url", database.getJdbcUrl("postgres", "latin"));

        Ended ended = CommandProcess.run(latin, "database", "migrate");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("The encoding of the database \"latin\" is LATIN1, but Portcullis needs UTF8.");
        assertThat(Query.column(
                        database.getDatabase("postgres", "latin"),
                        "select relname from pg_class where relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "script takes other arguments elsewhere")
    void aTerminalShowsTheProgressOfAnExport() throws Exception {
        Path file = directory.resolve("audit.jsonl");
        String command =
                String.join(" ", CommandProcess.command(settings, "audit", "export", "--output", file.toString()));

        Process process = new ProcessBuilder("script", "-qec", command, "/dev/null")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(seen).isZero();
        assertThat(seen).contains("\rExporting [").contains("events were exported.");
    }

    /** The service logs the events that it commits; commands log none. */
    @Test
    void theServiceLogsEachOfItsEventsAsOneLineOfJson() throws Exception {
        List<String> lines = Files.readAllLines(service.log(), StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains("portcullis.audit"))
                .toList();
        List<String> logged =
                lines.stream().map(line -> read(line).path("event.id").asText()).toList();

        assertThat(logged).doesNotHaveDuplicates();
        assertThat(column("select id from audit_event where client_address <> 'local' order by occurred_at, id"))
                .containsSubsequence(logged)
                .hasSameSizeAs(logged);
        assertThat(lines).anyMatch(line -> line.contains("wrong_password") && line.contains("forged"));
    }
}

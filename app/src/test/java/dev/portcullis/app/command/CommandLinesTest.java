package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.http.audit.ExportFormat;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

class CommandLinesTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private OptionalInt check(String line) {
        return CommandLines.check(new PrintWriter(out), new PrintWriter(err), line.split(" "));
    }

    private static CommandLine parse(String line) {
        ParseResult parsed = CommandLines.create(CommandLine.defaultFactory()).parseArgs(line.split(" "));
        List<CommandLine> commands = parsed.asCommandLineList();
        return commands.get(commands.size() - 1);
    }

    /** The values of the parameters of a command that is a method. */
    private static List<Object> valuesOf(String line) {
        CommandLine command = parse(line);
        assertThat(command.getCommandSpec().userObject()).isInstanceOf(Method.class);
        return command.getCommandSpec().args().stream()
                .filter(arg -> !arg.inherited())
                .<Object>map(ArgSpec::getValue)
                .toList();
    }

    private static AuditFilter filterOf(ExportCommand command) {
        return command.filter.between(command.from, command.until);
    }

    @Test
    void readsAnExport() {
        ExportCommand all = parse("audit export").getCommand();
        assertThat(all.format).isEqualTo(ExportFormat.JSONL);
        assertThat(all.output).isNull();
        assertThat(filterOf(all)).isEqualTo(AuditFilter.ALL);

        ExportCommand some = parse("audit export --format csv --from 2026-01-31 --until 2026-02-01T12:00:00.5+01:00"
                        + " --type authn_login_fail --outcome refused --account " + ID + " --session " + ID
                        + " --address ::1 --output log.csv")
                .getCommand();
        assertThat(some.format).isEqualTo(ExportFormat.CSV);
        assertThat(some.output).isEqualTo(Path.of("log.csv"));
        assertThat(filterOf(some))
                .isEqualTo(new AuditFilter(
                        Instant.parse("2026-01-31T00:00:00Z"),
                        Instant.parse("2026-02-01T11:00:00.5Z"),
                        "authn_login_fail",
                        "refused",
                        new AccountId(UUID.fromString(ID)),
                        new SessionId(UUID.fromString(ID)),
                        "::1"));
    }

    @Test
    void roundsTimesUpToTheMicrosecondsOfEvents() {
        ExportCommand command =
                parse("audit export --from 2026-01-31T00:00:00.0000001Z").getCommand();

        assertThat(command.from).isEqualTo("2026-01-31T00:00:00.000001Z");
    }

    @Test
    void readsATail() {
        TailCommand all = parse("audit tail").getCommand();
        assertThat(all.count).isEqualTo(20);
        assertThat(all.isFollowing).isFalse();
        assertThat(all.filter.between(null, null)).isEqualTo(AuditFilter.ALL);

        AuditFilter failed = new AuditFilter(null, null, null, "failed", null, null, null);
        for (String line :
                List.of("audit tail -f -n 0 --outcome failed", "audit tail --follow --number=0 --outcome=failed")) {
            TailCommand some = parse(line).getCommand();
            assertThat(some.count).isZero();
            assertThat(some.isFollowing).isTrue();
            assertThat(some.filter.between(null, null)).isEqualTo(failed);
        }
    }

    @Test
    void readsCommandsForAccounts() {
        EmailAddress ada = new EmailAddress("ada@example.com");

        assertThat(valuesOf("account disable ada@example.com")).containsExactly(ada);
        assertThat(valuesOf("account enable ada@example.com")).containsExactly(ada);
        assertThat(valuesOf("account sign-out ada@example.com")).containsExactly(ada);
        assertThat(valuesOf("account groups ada@example.com")).contains(ada);
        assertThat(changesIn("account groups ada@example.com").added).isEmpty();
        assertThat(changesIn("account groups ada@example.com").removed).isEmpty();

        String line = "account groups --add auditor ada@example.com --add staff --remove admin";
        assertThat(valuesOf(line)).contains(ada);
        assertThat(changesIn(line).added).containsExactly(new GroupName("auditor"), new GroupName("staff"));
        assertThat(changesIn(line).removed).containsExactly(new GroupName("admin"));
    }

    private static GroupChanges changesIn(String line) {
        return (GroupChanges)
                parse(line).getCommandSpec().mixins().values().iterator().next().userObject();
    }

    @Test
    void readsCommandsForSigningKeys() {
        assertThat(valuesOf("keys list")).isEmpty();
        assertThat(valuesOf("keys rotate")).containsExactly(false);
        assertThat(valuesOf("keys rotate --emergency")).containsExactly(true);
        assertThat(valuesOf("keys revoke " + ID)).containsExactly(ID);
        assertThat(valuesOf("keys import key.pem")).containsExactly(Path.of("key.pem"));
    }

    @Test
    void readsAMigration() {
        assertThat(CommandLines.isMigration("database", "migrate")).isTrue();
        assertThat(CommandLines.isMigration("audit", "tail")).isFalse();
        assertThat(CommandLines.isMigration("keys", "list")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys list",
                "keys rotate --emergency",
                "keys import key.pem",
                "audit export --format csv",
                "audit tail -f",
                "account groups ada@example.com --add auditor",
                "database migrate"
            })
    void leavesAValidCommandToTheApplication(String line) {
        assertThat(check(line)).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aduit tail",
                "audit",
                "audit exprot",
                "account",
                "keys",
                "keys list all",
                "keys rotate now",
                "keys rotate --emergency=false --emergency",
                "keys revoke",
                "keys revoke one two",
                "keys import",
                "account groups",
                "account disable",
                "account sign-out ada",
                "account groups ada",
                "account groups ada@example.com --add Auditors!",
                "account groups ada@example.com --add auditor --remove auditor",
                "account groups ada@example.com bob@example.com",
                "database",
                "database migrate 3",
                "audit export --format xml",
                "audit export --from yesterday",
                "audit export --from 2026-02-30",
                "audit export --from 2026-02-02 --until 2026-02-01",
                "audit export --account ada@example.com",
                "audit export --outcome good",
                "audit export --type a --type b",
                "audit tail -n many",
                "audit tail -n -1",
                "audit tail -n 10001",
                "audit tail --from 2026-02-02",
                "-Dquarkus.http.port=8081",
                "@file"
            })
    void reportsUsageErrorsWithExitCode2(String line) {
        assertThat(check(line)).hasValue(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotBlank().doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void suggestsSimilarCommands() {
        assertThat(check("audit exprot")).hasValue(ExitCode.USAGE);

        assertThat(err.toString()).contains("'exprot'").contains("audit export");
    }

    @Test
    void namesTheExpectedFormat() {
        assertThat(check("audit export --from yesterday")).hasValue(ExitCode.USAGE);

        assertThat(err.toString()).contains("--from").contains("'yesterday'").contains("2026-01-31T12:00:00Z");
    }
}

package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.administration.ManageAccount.Change;
import dev.portcullis.audit.AuditFilter;
import dev.portcullis.audit.seal.SealReference;
import dev.portcullis.http.audit.ExportFormat;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.signingkey.RotateSigningKeys.Urgency;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Optional<ExitCode> answer(String line) {
        return CommandLines.answer(new PrintWriter(out), new PrintWriter(err), line.split(" "));
    }

    private static Request read(String line) {
        return CommandLines.read(line.split(" "));
    }

    @Test
    void readsAVerification() {
        String anchor = "12:" + "0a".repeat(32);

        assertThat(read("audit verify")).isEqualTo(new Request.VerifyAudit(null));
        assertThat(read("audit verify --anchor " + anchor))
                .isEqualTo(new Request.VerifyAudit(SealReference.parse(anchor)));
    }

    @Test
    void readsAnExport() {
        assertThat(read("audit export"))
                .isEqualTo(new Request.ExportAudit(ExportFormat.JSONL, AuditFilter.ALL, null, "audit export"));

        String line = "audit export --format csv --from 2026-01-31 --until 2026-02-01T12:00:00.5+01:00"
                + " --type authn_login_fail --outcome refused --account " + ID + " --session " + ID
                + " --address ::1 --output log.csv";
        AuditFilter filter = new AuditFilter(
                Instant.parse("2026-01-31T00:00:00Z"),
                Instant.parse("2026-02-01T11:00:00.5Z"),
                "authn_login_fail",
                "refused",
                new AccountId(UUID.fromString(ID)),
                new SessionId(UUID.fromString(ID)),
                "::1");
        assertThat(read(line)).isEqualTo(new Request.ExportAudit(ExportFormat.CSV, filter, Path.of("log.csv"), line));
    }

    @Test
    void takesTimesUpToTheMicrosecondThatEventsHave() {
        Request request = read("audit export --from 2026-01-31T00:00:00.0000001Z");

        assertThat(((Request.ExportAudit) request).filter().from()).isEqualTo("2026-01-31T00:00:00.000001Z");
    }

    @Test
    void readsATail() {
        assertThat(read("audit tail")).isEqualTo(new Request.TailAudit(20, false, AuditFilter.ALL, "audit tail"));

        AuditFilter filter = new AuditFilter(null, null, null, "failed", null, null, null);
        assertThat(read("audit tail -f -n 0 --outcome failed"))
                .isEqualTo(new Request.TailAudit(0, true, filter, "audit tail -f -n 0 --outcome failed"));
        assertThat(read("audit tail --follow --number=5 --outcome=failed"))
                .isEqualTo(new Request.TailAudit(5, true, filter, "audit tail --follow --number=5 --outcome=failed"));
    }

    @Test
    void readsGroups() {
        EmailAddress ada = new EmailAddress("ada@example.com");

        assertThat(read("account groups ada@example.com")).isEqualTo(new Request.Groups(ada, List.of(), List.of()));
        assertThat(read("account disable ada@example.com")).isEqualTo(new Request.Manage(ada, Change.DISABLE));
        assertThat(read("account enable ada@example.com")).isEqualTo(new Request.Manage(ada, Change.ENABLE));
        assertThat(read("account sign-out ada@example.com")).isEqualTo(new Request.Manage(ada, Change.SIGN_OUT));
        assertThat(read("account groups --add auditor ada@example.com --add staff --remove admin"))
                .isEqualTo(new Request.Groups(
                        ada,
                        List.of(new GroupName("auditor"), new GroupName("staff")),
                        List.of(new GroupName("admin"))));
    }

    @Test
    void readsWhatIsAskedOfTheSigningKeys() {
        assertThat(read("keys list")).isEqualTo(new Request.ListKeys());
        assertThat(read("keys rotate")).isEqualTo(new Request.RotateKeys(Urgency.ORDINARY));
        assertThat(read("keys rotate --emergency")).isEqualTo(new Request.RotateKeys(Urgency.EMERGENCY));
        assertThat(read("keys revoke " + ID)).isEqualTo(new Request.RevokeKey(ID));
        assertThat(read("keys import key.pem")).isEqualTo(new Request.ImportKey(Path.of("key.pem")));
    }

    @Test
    void readsAMigration() {
        assertThat(read("database migrate")).isEqualTo(new Request.MigrateDatabase());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys list",
                "keys rotate --emergency",
                "keys import key.pem",
                "audit verify",
                "audit export --format csv",
                "audit tail -f",
                "account groups ada@example.com --add auditor",
                "database migrate"
            })
    void leavesACommandToTheApplication(String line) {
        assertThat(answer(line)).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aduit verify",
                "audit",
                "audit verfy",
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
                "audit verify now",
                "database",
                "database migrate 3",
                "audit verify --anchor 12",
                "audit verify --anchor",
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
    void endsWith2AndSaysWhyWhenTheArgumentsMakeNoCommand(String line) {
        assertThat(answer(line)).contains(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotBlank().doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void suggestsWhatMayHaveBeenMeant() {
        assertThat(answer("audit verfy")).contains(ExitCode.USAGE);

        assertThat(err.toString()).contains("'verfy'").contains("audit verify");
    }

    @Test
    void saysWhatAValueShouldBe() {
        assertThat(answer("audit export --from yesterday")).contains(ExitCode.USAGE);

        assertThat(err.toString()).contains("--from").contains("'yesterday'").contains("2026-01-31T12:00:00Z");
    }

    @Test
    void helpsWithWhatThereIs() {
        assertThat(answer("--help")).contains(ExitCode.DONE);

        assertThat(out.toString())
                .contains("audit")
                .contains("account")
                .contains("database")
                .contains("--version");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit --help",
                "audit verify -h",
                "audit export --help",
                "audit tail --help",
                "keys --help",
                "keys list --help",
                "keys rotate --help",
                "keys revoke --help",
                "keys import --help",
                "account --help",
                "account groups --help",
                "account disable --help",
                "database --help",
                "database migrate --help"
            })
    void helpsWithEachCommand(String line) {
        assertThat(answer(line)).contains(ExitCode.DONE);

        String command = line.substring(0, line.indexOf(" -"));
        assertThat(out.toString()).contains("Usage: portcullis " + command);
    }

    @Test
    void tellsItsVersion() {
        assertThat(answer("--version")).contains(ExitCode.DONE);

        assertThat(out.toString().strip()).matches("portcullis [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
    }
}

package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

class CommandHelpTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private OptionalInt check(String line) {
        return CommandLines.check(new PrintWriter(out), new PrintWriter(err), line.split(" "));
    }

    @Test
    void printsHelpOnStandardOutput() {
        assertThat(check("--help")).hasValue(ExitCode.OK);

        assertThat(out.toString())
                .contains("audit")
                .contains("account")
                .contains("database")
                .contains("--version")
                .contains("2   usage error");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit --help",
                "audit tail -h",
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
    void printsHelpForEachCommand(String line) {
        assertThat(check(line)).hasValue(ExitCode.OK);

        String command = line.substring(0, line.indexOf(" -"));
        assertThat(out.toString()).contains("Usage: portcullis " + command);
    }

    @Test
    void printsTheVersion() {
        assertThat(check("--version")).hasValue(ExitCode.OK);

        assertThat(out.toString().strip()).matches("portcullis [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
    }

    private static Stream<CommandLine> tree(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandHelpTest::tree));
    }

    private static Stream<CommandLine> all() {
        return tree(CommandLines.create(CommandLine.defaultFactory()));
    }

    @Test
    void containsEachAnnotatedClass() {
        Stream<String> annotated = new ClassFileImporter()
                .importPackagesOf(CommandLines.class).stream()
                        .filter(type -> type.isAnnotatedWith(Command.class))
                        .map(JavaClass::getName);

        assertThat(all().map(command -> command.getCommand().getClass().getName()))
                .containsAll(annotated.toList());
    }

    @Test
    void describesAndRunsEachCommand() {
        assertThat(all()).allSatisfy(command -> {
            CommandSpec spec = command.getCommandSpec();
            assertThat(spec.usageMessage().description())
                    .as(spec.qualifiedName())
                    .isNotEmpty();
            assertThat(spec.args())
                    .allSatisfy(arg -> assertThat(arg.description())
                            .as(spec.qualifiedName() + ' ' + arg.paramLabel())
                            .isNotEmpty());
            if (command.getSubcommands().isEmpty()) {
                assertThat(spec.userObject()).as(spec.qualifiedName()).isInstanceOfAny(Callable.class, Method.class);
            }
        });
    }
}

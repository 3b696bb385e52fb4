package dev.portcullis.app.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.command.CommandLines;
import dev.portcullis.app.console.Converters;
import dev.portcullis.audit.seal.SealReference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

class VerifyCommandTest {
    private static final String ANCHOR = "12:" + "0a".repeat(32);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private OptionalInt check(String line) {
        return CommandLines.check(new PrintWriter(out), new PrintWriter(err), line.split(" "));
    }

    private static @Nullable SealReference anchorOf(String... arguments) {
        CommandLine command = Converters.register(new CommandLine(new VerifyCommand()));
        return ((VerifyCommand) command.parseArgs(arguments).commandSpec().userObject()).anchor;
    }

    @Test
    void readsAnAnchor() {
        assertThat(check("audit verify --anchor " + ANCHOR)).isEmpty();
        assertThat(anchorOf("--anchor", ANCHOR)).isEqualTo(SealReference.parse(ANCHOR));
        assertThat(check("audit verify")).isEmpty();
        assertThat(anchorOf()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit verfy", "audit verify now", "audit verify --anchor 12", "audit verify --anchor"})
    void reportsUsageErrors(String line) {
        assertThat(check(line)).hasValue(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotBlank().doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void printsHelp() {
        assertThat(check("audit verify -h")).hasValue(ExitCode.OK);
        assertThat(out.toString()).contains("Usage: portcullis audit verify").contains("--anchor");
        assertThat(check("--help")).hasValue(ExitCode.OK);
        assertThat(out.toString()).contains("3   tampering detected");
    }
}

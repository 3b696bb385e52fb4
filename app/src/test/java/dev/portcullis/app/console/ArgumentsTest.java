package dev.portcullis.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
    private static final String ADDRESS = "d\u00f8rte@s\u00f8rensen.example";
    private static final String UNDER_C = "d\ufffd\ufffdrte@s\ufffd\ufffdrensen.example";

    @TempDir
    Path directory;

    private Path commandLine(Charset charset, String... arguments) throws IOException {
        return Files.writeString(directory.resolve("cmdline"), String.join("\0", arguments) + "\0", charset);
    }

    private Path commandLine(String... arguments) throws IOException {
        return commandLine(StandardCharsets.UTF_8, arguments);
    }

    @Test
    void areDecodedAgainAsUtf8() throws IOException {
        Path commandLine = commandLine("java", "-jar", "portcullis.jar", "account", "disable", ADDRESS);

        assertThat(Arguments.decode(commandLine, "account", "disable", UNDER_C))
                .containsExactly("account", "disable", ADDRESS);
        assertThat(Arguments.decode(commandLine, "account", "disable", "d??rte@s??rensen.example"))
                .containsExactly("account", "disable", ADDRESS);
        assertThat(Arguments.decode(commandLine, "account", "disable", ADDRESS))
                .containsExactly("account", "disable", ADDRESS);
    }

    @Test
    void areUnchangedInAnotherCharset() throws IOException {
        Path commandLine = commandLine(StandardCharsets.ISO_8859_1, "portcullis", "account", "disable", ADDRESS);

        assertThat(Arguments.decode(commandLine, "account", "disable", ADDRESS))
                .containsExactly("account", "disable", ADDRESS);
        assertThat(Arguments.decode(commandLine, "account", "disable", UNDER_C))
                .containsExactly("account", "disable", UNDER_C);
    }

    @Test
    void areUnchangedIfTheirBytesAreUnavailable() throws IOException {
        assertThat(Arguments.decode(directory.resolve("none"), "account", "disable", UNDER_C))
                .containsExactly("account", "disable", UNDER_C);
        assertThat(Arguments.decode(commandLine("x"), "account", "disable", UNDER_C))
                .containsExactly("account", "disable", UNDER_C);
        assertThat(Arguments.decode(
                        commandLine("account", "disable", ADDRESS, "-Dtaken.by=runtime"),
                        "account",
                        "disable",
                        UNDER_C))
                .containsExactly("account", "disable", UNDER_C);
    }

    @Test
    void areReportedAsUndecodable() {
        assertThat(Arguments.isUndecodable(UNDER_C)).isTrue();
        assertThat(Arguments.isUndecodable(ADDRESS)).isFalse();
    }
}

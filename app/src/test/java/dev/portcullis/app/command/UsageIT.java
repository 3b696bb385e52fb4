package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands of the packaged service without any settings. */
@Tag("processes")
class UsageIT {
    @Test
    void usageErrorsExitWith2() throws Exception {
        Ended ended = CommandProcess.run(Map.of(), "audit", "exprot");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("audit export");
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
        Ended ended = CommandProcess.run(Map.of(), "audit", "export");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("  portcullis.keys.encryption-key:"))
                .anyMatch(line -> line.startsWith("  quarkus.datasource.jdbc.url:"));
    }
}

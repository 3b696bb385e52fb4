package dev.portcullis.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged service, started by someone who has set nothing, or something wrong. */
@Tag("processes")
class RefusedStartIT {
    private record Ended(int status, String output) {}

    private static Ended startWith(String... settings) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("-Dquarkus.http.port=0");
        ProcessBuilder builder = new ProcessBuilder(ServiceProcess.command(arguments)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTCULLIS_") || name.startsWith("QUARKUS_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    @Test
    void saysAllThatProductionLacksAndNothingElse() throws Exception {
        Ended ended = startWith();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("  portcullis.keys.encryption-key:"))
                .anyMatch(line -> line.startsWith("  quarkus.datasource.jdbc.url:"))
                .anyMatch(line -> line.startsWith("  quarkus.mailer.host:"))
                .anyMatch(line -> line.startsWith("  quarkus.mailer.from:"));
    }

    @Test
    void doesNotTakeTheKeyOfDevelopment() throws Exception {
        Ended ended = startWith(
                "-Dportcullis.keys.encryption-key=Zm9yIGRldmVsb3BtZW50IG9ubHksIG5vIHNlY3JldCE=",
                "-Dquarkus.datasource.jdbc.url=jdbc:postgresql://localhost:1/none",
                "-Dquarkus.mailer.host=localhost",
                "-Dquarkus.mailer.from=auth@example.com");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).contains("known to everyone");
    }
}

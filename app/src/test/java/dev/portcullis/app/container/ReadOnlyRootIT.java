package dev.portcullis.app.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Runs the service under the restrictions of its container file and manifests: a user without privileges, a read-only
 * root file system, not even a writable {@code /tmp}, and the variables of the file. Bubblewrap replaces a container
 * engine.
 */
@Tag("processes")
@EnabledOnOs(OS.LINUX)
class ReadOnlyRootIT {
    private static final String BUBBLEWRAP = "bwrap";

    private final DatabaseServer database = new DatabaseServer();
    private List<String> sandbox;
    private ServiceProcess service;

    @BeforeEach
    void start() throws Exception {
        // Required in CI.
        assumeTrue(isIsolationPossible() || System.getenv("CI") != null);
        sandbox = sandbox(ContainerFile.read(ServiceProcess.isNative() ? "Dockerfile.native" : "Dockerfile.jvm"));
        Map<String, String> settings = new HashMap<>(database.start());
        settings.put("portcullis.cookies.secure", "false");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        service = ServiceProcess.startInside(sandbox, "read-only-root", settings);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (service != null) {
            service.close();
        }
        database.stop();
    }

    /** Bubblewrap may be there and not be allowed to make namespaces. */
    private static boolean isIsolationPossible() throws InterruptedException {
        try {
            return new ProcessBuilder(BUBBLEWRAP, "--unshare-user", "--ro-bind", "/", "/", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static List<String> sandbox(ContainerFile file) throws Exception {
        String checkout = Path.of("..").toRealPath().toString();
        List<String> command = new ArrayList<>(
                List.of(BUBBLEWRAP, "--unshare-user", "--unshare-ipc", "--unshare-uts", "--die-with-parent"));
        command.addAll(List.of("--uid", file.user(), "--gid", file.user(), "--cap-drop", "ALL"));
        for (String readable : List.of("/usr", "/lib", "/lib64", "/etc", "/proc", System.getProperty("java.home"))) {
            command.addAll(List.of("--ro-bind-try", readable, readable));
        }
        command.addAll(List.of("--dev", "/dev", "--ro-bind", checkout, checkout, "--remount-ro", "/"));
        file.environment().forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
        return command;
    }

    private int tryToWrite(String file) throws Exception {
        List<String> command = new ArrayList<>(sandbox);
        command.addAll(List.of("/usr/bin/touch", file));
        return new ProcessBuilder(command).start().waitFor();
    }

    @Test
    void servesWhereNothingCanBeWritten() throws Exception {
        for (String file :
                List.of("/tmp/file", "/file", "/var/tmp/file", Path.of("target").toRealPath() + "/file")) {
            assertThat(tryToWrite(file)).as(file).isNotZero();
        }
        Api api = new Api(service.base(), answer -> {});

        EmailAddress email = api.aSignedUpAddress();
        Api.Answer signedIn = api.signIn(email, Api.PASSWORD);

        assertThat(signedIn.status()).isEqualTo(204);
        assertThat(api.account(signedIn.cookie("access_token")).status()).isEqualTo(200);
        assertThat(api.refresh(signedIn.cookie("refresh_token")).status()).isEqualTo(204);
    }
}

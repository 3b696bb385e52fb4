package dev.portcullis.app.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The packaged service with each implementation of Argon2id, one after the other on one database: accounts that were made
 * with one sign in with the other.
 */
@Tag("processes")
class PasswordHashingIT {
    private final DatabaseServer database = new DatabaseServer();
    private final Map<String, String> settings = new HashMap<>();
    private final List<EmailAddress> accounts = new ArrayList<>();

    @BeforeEach
    void startTheDatabase() {
        settings.putAll(database.start());
        settings.put("portcullis.cookies.secure", "false");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
    }

    @AfterEach
    void stopTheDatabase() {
        database.stop();
    }

    /** A package of an older Java does not have the class that calls the library. In CI, the library is installed. */
    private static boolean isLibraryExpected() throws IOException {
        boolean isCallable = ServiceProcess.isNative() || Runtime.version().feature() >= 22;
        return isCallable && (InstalledArgon2.isThere() || System.getenv("CI") != null);
    }

    private void serve(String library, String expected) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("portcullis.password.argon2.library", library);
        String name = "hashing-" + library.replaceAll("\\W", "-");
        try (ServiceProcess service = ServiceProcess.start(name, all)) {
            Api api = new Api(service.base(), answer -> {});
            accounts.add(api.aSignedUpAddress());
            for (EmailAddress account : accounts) {
                assertThat(api.signIn(account, Api.PASSWORD).status()).isEqualTo(204);
                assertThat(api.signIn(account, Api.PASSWORD + "!").status()).isEqualTo(401);
            }

            assertThat(Files.readString(service.log()))
                    .contains("Password hashing uses " + (expected.equals(library) ? "libargon2" : "Bouncy Castle"));
            assertThat(new Api(service.management(), answer -> {})
                            .send("GET", "/q/metrics", null)
                            .body())
                    .contains("portcullis_argon2_info{implementation=\"" + expected + "\"");
        }
    }

    @Test
    void letsAnyImplementationContinueTheWorkOfAnother() throws Exception {
        String expected = isLibraryExpected() ? Argon2Library.DEFAULT : "bouncycastle";

        serve(Argon2Library.DEFAULT, expected);
        serve(Argon2Library.NONE, "bouncycastle");
        serve("/no/such/library.so", "bouncycastle");
        serve(Argon2Library.DEFAULT, expected);
    }
}

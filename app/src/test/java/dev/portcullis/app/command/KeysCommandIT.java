package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.CommandProcess.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that manage signing keys, beside the running service. */
@Tag("processes")
class KeysCommandIT extends BesideTheService {
    @TempDir
    Path directory;

    KeysCommandIT() {
        super("keys-commands");
    }

    /** In one test, because each command depends on the result of the previous one. */
    @Test
    void signingKeysAreListedAndChanged() throws Exception {
        String first = database.column("select id from signing_key").get(0);
        Path weak = directory.resolve("weak.pem");
        Files.writeString(weak, "-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n");
        Ended refused = database.run("keys", "import", weak.toString());
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
        Ended imported = database.run("keys", "import", ours.toString());
        assertThat(imported.status()).as(imported.toString()).isZero();
        String next = database.column("select id from signing_key where signs_from > now()")
                .get(0);
        assertThat(imported.out()).contains(next);
        assertThat(database.run("keys", "list").out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(next + "  next "))
                .anyMatch(line -> line.startsWith(first + "  current "));

        assertThat(database.run("keys", "revoke", "none").status()).isEqualTo(1);
        Ended revoked = database.run("keys", "revoke", first);
        assertThat(revoked.out()).contains(first).contains(next + " signs now");
        Ended replaced = database.run("keys", "rotate", "--emergency");
        assertThat(replaced.out()).contains("Other keys revoked: 1.").contains("within 30 seconds");
        String last = database.column("select id from signing_key where gone_at is null")
                .get(0);

        // The service hears of it, without a restart, and signs in people by the new key.
        Awaitility.await()
                .atMost(Duration.ofSeconds(45))
                .until(() -> new String(
                                Base64.getUrlDecoder()
                                        .decode(service.api()
                                                .signIn(service.email(), Api.PASSWORD)
                                                .cookie("access_token")
                                                .split("\\.", -1)[0]),
                                StandardCharsets.UTF_8)
                        .contains(last));
        assertThat(database.column("select reason from audit_event where action = 'change_keys' order by occurred_at"))
                .containsExactly("imported_" + next, "unknown_key", "revoked_" + first, "replaced_by_" + last);
    }
}

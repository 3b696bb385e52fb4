package dev.portcullis.app.command;

import dev.portcullis.app.console.CliCaller;
import dev.portcullis.app.console.Console;
import dev.portcullis.app.crypto.EncryptedKeyPairs;
import dev.portcullis.app.crypto.KeyFile;
import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.signingkey.ImportSigningKey;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.signingkey.ListSigningKeys;
import dev.portcullis.signingkey.RevokeSigningKey;
import dev.portcullis.signingkey.RotateSigningKeys;
import dev.portcullis.signingkey.SigningKeySchedule;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys}: lists and changes the keys that sign tokens. */
@Command(
        name = "keys",
        synopsisSubcommandLabel = "COMMAND",
        description = "Manage the keys that sign tokens. Changes are recorded in the audit log.")
final class KeysCommand {
    private static final String ROW = "%-36s  %-8s  %-27s  %-27s  %s%n";

    private static final String REJECTION =
            "All replicas reject tokens of revoked keys within " + KeyPolicy.MAX_CACHE_AGE.toSeconds() + " seconds.";

    @Inject
    UseCases useCases;

    @Inject
    EncryptedKeyPairs keyPairs;

    @Inject
    CliCaller caller;

    @Inject
    Console console;

    @Command(name = "list", description = "List the keys with their states and times.")
    int list() {
        PrintStream out = console.lines();
        out.printf(Locale.ROOT, ROW, "KID", "STATE", "PUBLISHED", "SIGNS FROM", "RETIRED");
        for (ListSigningKeys.Listed listed : useCases.listSigningKeys().execute()) {
            SigningKeySchedule key = listed.schedule();
            String state = listed.state().name().toLowerCase(Locale.ROOT);
            out.printf(Locale.ROOT, ROW, key.id(), state, key.publishedAt(), key.signsFrom(), orDash(key.retiredAt()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static String orDash(@Nullable Instant time) {
        return time == null ? "-" : time.toString();
    }

    @Command(
            name = "rotate",
            description = "Publish the next key now. It signs as soon as all replicas and caches know it.")
    int rotate(
            @Option(
                            names = "--emergency",
                            arity = "0",
                            description = "Revoke all keys immediately and sign with a new one. Tokens signed with the"
                                    + " revoked keys are rejected.")
                    boolean isEmergency) {
        RotateSigningKeys.Urgency urgency =
                isEmergency ? RotateSigningKeys.Urgency.EMERGENCY : RotateSigningKeys.Urgency.ORDINARY;
        Result<RotateSigningKeys.Rotated> result =
                useCases.rotateSigningKeys().execute(new RotateSigningKeys.Command(urgency, caller.running()));
        if (result.isRefused()) {
            return console.print("The next key is already published: " + detail(result, "kid") + ". It signs from "
                    + detail(result, "signs_from") + '.');
        }
        RotateSigningKeys.Rotated rotated = result.value();
        return isEmergency
                ? console.print("The key " + rotated.key().id() + " signs now. Other keys revoked: " + rotated.revoked()
                        + ". " + REJECTION)
                : published(rotated.key());
    }

    private static String detail(Result<?> result, String name) {
        return result.refusal().details().stream()
                .filter(detail -> detail.name().equals(name))
                .map(Refusal.Detail::code)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a refusal without " + name));
    }

    private int published(SigningKeySchedule next) {
        return console.print("The key " + next.id() + " is published. It signs from " + next.signsFrom() + '.');
    }

    @Command(name = "revoke", description = "Revoke a key immediately. Tokens signed with it are rejected.")
    int revoke(@Parameters(paramLabel = "KID", description = "The key id, as printed by keys list.") String id) {
        Result<SigningKeySchedule> result =
                useCases.revokeSigningKey().execute(new RevokeSigningKey.Command(id, caller.running("keys revoke")));
        if (result.isRefused()) {
            return console.fail(
                    result.isRefusedWith(Reason.KEY_ALREADY_REVOKED)
                            ? "This key is already revoked or expired."
                            : "No key has this id. Run keys list to see the keys.");
        }
        return console.print("The key " + id + " is revoked. " + REJECTION + " The key "
                + result.value().id() + " signs now.");
    }

    @Command(
            name = "import",
            description = "Import your own key as the next key. It signs as soon as all replicas and caches know it.")
    int importKey(
            @Parameters(
                            paramLabel = "FILE",
                            description = "The private key, on the curve P-256, as PEM (PKCS #8) or JWK.")
                    Path file) {
        try {
            return importKey(KeyFile.read(file));
        } catch (InvalidKeyException unusable) {
            return console.fail(String.valueOf(unusable.getMessage()));
        } catch (IOException unreadable) {
            return console.fail("The file cannot be read: " + unreadable);
        }
    }

    private int importKey(KeyPair pair) {
        Result<SigningKeySchedule> result = useCases.importSigningKey()
                .execute(new ImportSigningKey.Command(keyPairs.encrypt(pair), caller.running("keys import")));
        if (result.isRefused()) {
            String id = detail(result, "kid");
            return console.fail(
                    result.isRefusedWith(Reason.NEXT_KEY_EXISTS)
                            ? "There already is a next key, " + id + ". Wait until it signs, or revoke it first."
                            : "This key pair was already imported, as " + id + '.');
        }
        return published(result.value());
    }
}

package dev.portcullis.app.command;

import dev.portcullis.app.crypto.EncryptedKeyPairs;
import dev.portcullis.app.crypto.KeyFile;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.ImportSigningKey;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.signingkey.KeyRing;
import dev.portcullis.signingkey.RevokeSigningKey;
import dev.portcullis.signingkey.RotateSigningKeys;
import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code keys}: shows and changes the keys that sign tokens. */
@Singleton
final class KeysCommand {
    /** Far above what a key needs. */
    private static final long LARGEST_FILE = 65_536;

    private static final String ROW = "%-36s  %-8s  %-27s  %-27s  %s%n";

    private static final String EVERYWHERE =
            "every replica refuses their tokens within " + KeyPolicy.STALEST.toSeconds() + " seconds.";

    private final SigningKeyStore store;
    private final RotateSigningKeys rotateSigningKeys;
    private final RevokeSigningKey revokeSigningKey;
    private final ImportSigningKey importSigningKey;
    private final EncryptedKeyPairs maker;
    private final UnitOfWork work;
    private final CliCaller operator;
    private final Console console;

    KeysCommand(
            SigningKeyStore store,
            RotateSigningKeys rotateSigningKeys,
            RevokeSigningKey revokeSigningKey,
            ImportSigningKey importSigningKey,
            EncryptedKeyPairs maker,
            UnitOfWork work,
            CliCaller operator,
            Console console) {
        this.store = store;
        this.rotateSigningKeys = rotateSigningKeys;
        this.revokeSigningKey = revokeSigningKey;
        this.importSigningKey = importSigningKey;
        this.maker = maker;
        this.work = work;
        this.operator = operator;
        this.console = console;
    }

    ExitCode list() {
        SigningKeyStore.Contents contents = work.call(store::read);
        KeyRing ring = contents.ring();
        PrintStream out = console.lines();
        out.printf(Locale.ROOT, ROW, "KID", "STATE", "PUBLISHED", "SIGNS FROM", "GONE");
        for (SigningKeySchedule key : ring.keys()) {
            String state = ring.state(key, contents.now()).name().toLowerCase(Locale.ROOT);
            out.printf(Locale.ROOT, ROW, key.id(), state, key.publishedAt(), key.signsFrom(), orDash(key.goneAt()));
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static String orDash(@Nullable Instant time) {
        return time == null ? "-" : time.toString();
    }

    ExitCode rotate(Request.RotateKeys request) {
        boolean isEmergency = request.urgency() == RotateSigningKeys.Urgency.EMERGENCY;
        Result<RotateSigningKeys.Rotated> result = rotateSigningKeys.execute(new RotateSigningKeys.Command(
                request.urgency(), operator.running("keys rotate" + (isEmergency ? " --emergency" : ""))));
        if (result.isRefused()) {
            Refusal refusal = result.refusal();
            return done("The next key is published already: " + detail(refusal, "kid") + ". It signs from "
                    + detail(refusal, "signs_from") + '.');
        }
        RotateSigningKeys.Rotated rotated = result.value();
        return done(
                isEmergency
                        ? "The key " + rotated.key().id() + " signs now. " + rotated.revoked() + " others are gone; "
                                + EVERYWHERE
                        : published(rotated.key()));
    }

    private static String detail(Refusal refusal, String name) {
        return refusal.details().stream()
                .filter(detail -> detail.name().equals(name))
                .map(Refusal.Detail::code)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a refusal without " + name));
    }

    private static String published(SigningKeySchedule next) {
        return "The key " + next.id() + " is published. It signs from " + next.signsFrom() + '.';
    }

    ExitCode revoke(Request.RevokeKey request) {
        Result<SigningKeySchedule> signing = revokeSigningKey.execute(
                new RevokeSigningKey.Command(request.id(), operator.running("keys revoke")));
        if (signing.isRefused()) {
            return failed(
                    signing.isRefusedWith(Reason.KEY_ALREADY_REVOKED)
                            ? "This key is gone already."
                            : "There is no key of this id; keys list shows those there are.");
        }
        return done("The key " + request.id() + " is gone; " + EVERYWHERE + " The key "
                + signing.value().id() + " signs now.");
    }

    ExitCode importFile(Request.ImportKey request) {
        String text;
        try {
            text = read(request.file());
        } catch (IOException unreadable) {
            return failed("The file cannot be read: " + unreadable);
        }
        return KeyFile.read(text).fold(usable -> importPair(usable.pair()), refused -> failed(refused.sentence()));
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("larger than any key");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private ExitCode importPair(KeyPair pair) {
        Result<SigningKeySchedule> published = importSigningKey.execute(
                new ImportSigningKey.Command(maker.seal(pair), operator.running("keys import")));
        if (published.isRefused()) {
            String id = detail(published.refusal(), "kid");
            return failed(
                    published.isRefusedWith(Reason.NEXT_KEY_EXISTS)
                            ? "There is a next key already, " + id + "; let its turn come, or revoke it first."
                            : "This key pair is known already, as " + id + '.');
        }
        return done(published(published.value()));
    }

    private ExitCode done(String sentence) {
        PrintStream out = console.lines();
        out.println(sentence);
        out.flush();
        return ExitCode.DONE;
    }

    private ExitCode failed(String sentence) {
        console.err().println(sentence);
        return ExitCode.FAILED;
    }
}

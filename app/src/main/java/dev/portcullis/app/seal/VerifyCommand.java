package dev.portcullis.app.seal;

import dev.portcullis.app.console.Console;
import dev.portcullis.app.console.Converters;
import dev.portcullis.app.console.ProgressBar;
import dev.portcullis.app.crypto.Ed25519SealKey;
import dev.portcullis.app.crypto.Ed25519SealKey.PublicSealKey;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.seal.SealReference;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.audit.seal.VerifyAuditLog.Report;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** {@code audit verify}: verifies the audit log against its seals. */
@Command(
        name = "verify",
        description =
                "Verify the audit log against its seals and report the first tampered event. The exit code is 3 if"
                        + " tampering is detected.")
public final class VerifyCommand implements Callable<Integer> {
    /** The exit code if the audit log does not match its seals. */
    static final int TAMPERED = 3;

    @Option(
            names = "--anchor",
            paramLabel = "NUMBER:HASH",
            converter = AnchorConverter.class,
            description =
                    "A seal printed by an earlier verification. Reports tampering if the log no longer contains it.")
    @Nullable SealReference anchor;

    /** Picocli creates it. */
    @RegisterForReflection
    static final class AnchorConverter implements ITypeConverter<SealReference> {
        private static final ITypeConverter<SealReference> CONVERTER =
                Converters.expecting("a seal as audit verify prints it", SealReference::parse);

        @Override
        public SealReference convert(String text) throws Exception {
            return CONVERTER.convert(text);
        }
    }

    @Inject
    VerifyAuditLog verifyAuditLog;

    @Inject
    Ed25519SealKey key;

    @Inject
    Clock clock;

    @Inject
    Console console;

    @Override
    public Integer call() {
        Report report = verify();
        PrintStream out = console.lines();
        if (report instanceof Report.Broken broken) {
            print(out, broken);
        } else {
            print(out, (Report.Intact) report);
        }
        out.flush();
        return report instanceof Report.Broken ? TAMPERED : ExitCode.OK;
    }

    private Report verify() {
        try (ProgressBar progress = new ProgressBar("Verifying", console, clock)) {
            return verifyAuditLog.execute(anchor, progress::at);
        }
    }

    private void print(PrintStream out, Report.Intact intact) {
        Instant sealedUntil = intact.sealedUntil();
        out.println(
                sealedUntil == null
                        ? "The audit log has no seals yet. Events too new to be sealed: " + intact.unsealed() + '.'
                        : String.format(
                                Locale.ROOT,
                                "The audit log is intact: %d events in %d seals, all events until %s. Dropped by"
                                        + " retention: %d events. Too new to be sealed: %d events.",
                                intact.events(),
                                intact.seals(),
                                sealedUntil,
                                intact.dropped(),
                                intact.unsealed()));
        if (intact.last() != null) {
            out.println("Newest seal, for --anchor. Store it where nobody with access to the database can change it: "
                    + intact.last());
        }
        for (PublicSealKey publicKey : key.publicKeys()) {
            out.println("Public key of the seals signed with key " + publicKey.id() + ":");
            out.println("-----BEGIN PUBLIC KEY-----");
            out.println(publicKey.encoded());
            out.println("-----END PUBLIC KEY-----");
        }
    }

    private static void print(PrintStream out, Report.Broken broken) {
        out.println("The audit log does not match its seals. " + broken.sentence());
        out.println("finding: " + broken.finding().name().toLowerCase(Locale.ROOT));
        AuditPosition at = broken.at();
        if (at != null) {
            out.println("event: " + at.id() + " of " + at.occurredAt());
        }
        out.println("seal: " + broken.seal());
    }
}

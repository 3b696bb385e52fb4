package dev.portcullis.app.command;

import dev.portcullis.app.crypto.Ed25519SealKey;
import dev.portcullis.app.crypto.Ed25519SealKey.PublicSealKey;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.seal.SealReference;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.audit.seal.VerifyAuditLog.Report;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code audit verify}: holds the log against its seals. */
@Singleton
final class VerifyCommand {
    private final VerifyAuditLog verifyAuditLog;
    private final Ed25519SealKey key;
    private final Clock clock;
    private final Console console;

    VerifyCommand(VerifyAuditLog verifyAuditLog, Ed25519SealKey key, Clock clock, Console console) {
        this.verifyAuditLog = verifyAuditLog;
        this.key = key;
        this.clock = clock;
        this.console = console;
    }

    ExitCode run(Request.VerifyAudit request) {
        Report report = verify(request.noted());
        PrintStream out = console.lines();
        ExitCode exit = report.fold(new Report.Cases<ExitCode>(
                intact -> {
                    tell(out, intact);
                    return ExitCode.DONE;
                },
                broken -> {
                    tell(out, broken);
                    return ExitCode.TAMPERED;
                }));
        out.flush();
        return exit;
    }

    private Report verify(@Nullable SealReference noted) {
        try (ProgressBar progress = new ProgressBar("Verifying", console, clock)) {
            return verifyAuditLog.execute(noted, progress);
        }
    }

    private void tell(PrintStream out, Report.Intact intact) {
        Instant sealedUntil = intact.sealedUntil();
        out.println(
                sealedUntil == null
                        ? "Nothing is sealed yet; " + intact.unsealed() + " events are too new."
                        : String.format(
                                Locale.ROOT,
                                "The audit log is as it was sealed: %d events in %d seals, all until %s. %d more were"
                                        + " dropped when their time was over, and %d are too new to be sealed.",
                                intact.events(),
                                intact.seals(),
                                sealedUntil,
                                intact.dropped(),
                                intact.unsealed()));
        if (intact.last() != null) {
            out.println("The newest seal, for --anchor, to be noted where nobody who can change the database can change"
                    + " it: " + intact.last());
        }
        for (PublicSealKey publicKey : key.publicKeys()) {
            out.println("The public key of seals that name the key " + publicKey.id() + ":");
            out.println("-----BEGIN PUBLIC KEY-----");
            out.println(publicKey.encoded());
            out.println("-----END PUBLIC KEY-----");
        }
    }

    private static void tell(PrintStream out, Report.Broken broken) {
        out.println("The audit log is not as it was sealed. " + broken.sentence());
        out.println("finding: " + broken.finding().name().toLowerCase(Locale.ROOT));
        AuditPosition at = broken.at();
        if (at != null) {
            out.println("event: " + at.id() + " of " + at.occurredAt());
        }
        out.println("seal: " + broken.seal());
    }
}

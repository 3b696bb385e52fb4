package dev.portcullis.app.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.Waits;
import dev.portcullis.audit.seal.VerifyAuditLog;
import io.quarkus.arc.Arc;
import java.io.IOException;

/** Verifies the audit log against its seals. */
public final class SealedAuditLog {
    private SealedAuditLog() {}

    /** Of the application in this process. */
    public static void requireIntact() {
        VerifyAuditLog verify = Arc.container().instance(VerifyAuditLog.class).get();
        assertThat(verify.execute(null, (done, total) -> {})).isInstanceOf(VerifyAuditLog.Report.Intact.class);
    }

    /** Of the packaged service, when the newest event of this action is sealed, which takes a minute. */
    public static void requireIntactAfter(String action) throws IOException, InterruptedException {
        String sealed = "select number from audit_seal where ends_at > (select max(occurred_at) from audit_event"
                + " where action = '" + action + "')";
        Waits.patiently()
                .until(() -> !Query.column(DatabaseServer.dataSource(), sealed).isEmpty());

        Ended verified = CommandProcess.run(DatabaseServer.forCommands(), "audit", "verify");

        assertThat(verified.status()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("The audit log is intact");
    }
}

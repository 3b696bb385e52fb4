package dev.portcullis.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.Waits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The same life in the packaged service, in production mode, whose command verifies the audit log. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = DatabaseServer.class, restrictToAnnotatedClass = true)
class AccountStoryIT extends AccountStoryTest {
    /** Production publishes no document. */
    @Override
    Consumer<Api.ServedAnswer> checks() {
        return answer -> {};
    }

    @Override
    DataSource database() {
        return DatabaseServer.dataSource();
    }

    /** Waits until the event is sealed, which takes a minute. */
    @Override
    void requireIntactAuditLog(String lastAction) throws Exception {
        String sealed = "select number from audit_seal where ends_at > (select max(occurred_at) from audit_event"
                + " where action = '" + lastAction + "')";
        Waits.patiently().until(() -> !Query.column(database(), sealed).isEmpty());

        Ended verified = CommandProcess.run(DatabaseServer.forCommands(), "audit", "verify");

        assertThat(verified.status()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("The audit log is intact");
    }
}

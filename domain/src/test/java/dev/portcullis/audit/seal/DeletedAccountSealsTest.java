package dev.portcullis.audit.seal;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.selfservice.DeleteAccount;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An account that is deleted takes its masked logins out of the audit log, and seals do not cover them. */
class DeletedAccountSealsTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);
    private final InMemorySealStore seals = new InMemorySealStore(portcullis.database, portcullis.audit);
    private final FakeSealKey key = new FakeSealKey("key-1");

    private void seal() {
        // Less than the lifetime of the access token.
        portcullis.clock.advance(Duration.ofMinutes(2));
        assertThat(new SealEvents(seals, key, portcullis.database).execute()).isPresent();
    }

    @Test
    void remainValid() {
        seal();

        assertThat(portcullis
                        .useCases
                        .deleteAccount()
                        .execute(new DeleteAccount.Command(holder.bearer(), PASSWORD, aCaller()))
                        .isRefused())
                .isFalse();

        seal();
        assertThat(new VerifyAuditLog(seals, key, portcullis.database).execute(null, (done, total) -> {}))
                .isInstanceOfSatisfying(
                        VerifyAuditLog.Report.Intact.class,
                        intact -> assertThat(intact.events()).isEqualTo(2));
    }
}

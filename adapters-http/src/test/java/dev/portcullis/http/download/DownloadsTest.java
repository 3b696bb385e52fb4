package dev.portcullis.http.download;

import static dev.portcullis.audit.AuditAction.EXPORT_ACCOUNT;
import static dev.portcullis.audit.AuditAction.READ_AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.Network;
import dev.portcullis.http.download.Downloads.Kind;
import dev.portcullis.http.ratelimit.AdmissionSettings;
import dev.portcullis.http.server.ConnectionSettings;
import dev.portcullis.kernel.Overloaded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DownloadsTest {
    private final Downloads downloads = new Downloads(
            new AdmissionSettings(1, 3, 2, Duration.ofSeconds(1)),
            new ConnectionSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1));

    private static Kind kind(AuditAction action, String address) {
        return new Kind(action, Network.of(new ClientAddress(address)));
    }

    private boolean take(AuditAction action, String address) {
        try {
            downloads.take(kind(action, address));
            return true;
        } catch (Overloaded none) {
            assertThat(none.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            return false;
        }
    }

    @Test
    void areLimitedPerNetworkOfAnAction() {
        assertThat(take(READ_AUDIT, "2001:db8::1")).isTrue();
        assertThat(take(READ_AUDIT, "2001:db8::2")).isTrue();

        assertThat(take(READ_AUDIT, "2001:db8::3")).isFalse();
        assertThat(take(READ_AUDIT, "192.0.2.7")).isTrue();
        assertThat(take(EXPORT_ACCOUNT, "2001:db8::3")).isTrue();
    }

    @Test
    void areLimitedPerAction() {
        for (int i = 0; i < 3; i++) {
            assertThat(take(READ_AUDIT, "192.0.2." + i)).isTrue();
        }

        assertThat(take(READ_AUDIT, "192.0.2.7")).isFalse();
        assertThat(take(EXPORT_ACCOUNT, "192.0.2.7")).isTrue();
    }

    @Test
    void areFreeAgainOneByOne() {
        assertThat(take(READ_AUDIT, "192.0.2.7")).isTrue();
        assertThat(take(READ_AUDIT, "192.0.2.7")).isTrue();

        downloads.free(kind(READ_AUDIT, "192.0.2.7"));

        assertThat(take(READ_AUDIT, "192.0.2.7")).isTrue();
        assertThat(take(READ_AUDIT, "192.0.2.7")).isFalse();
    }
}

package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventLineTest {
    private static AuditRecord anEvent(@Nullable AccountId account, String address, @Nullable String userAgent) {
        return new AuditRecord(
                UUID.randomUUID(),
                Instant.parse("2026-11-24T12:00:00.123456Z"),
                "sign_in",
                "authn_login_fail",
                "refused",
                "wrong_password",
                account,
                null,
                null,
                "a***@e***",
                address,
                userAgent,
                "request-1",
                null,
                "replica-1",
                null,
                null);
    }

    @Test
    void showsTheFieldsOfAnEvent() {
        AccountId account = new AccountId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

        assertThat(EventLine.of(anEvent(account, "192.0.2.7", "curl/8 (ø)")))
                .isEqualTo("2026-11-24 12:00:00.123Z  refused  sign_in        authn_login_fail  reason=wrong_password"
                        + "  account=01890a5d-ac96-774b-bcce-b302099a8057  login=a***@e***  from=192.0.2.7"
                        + "  request=request-1  replica=replica-1  \"curl/8 (ø)\"");
    }

    @Test
    void showsTheNumberOfCountedRequests() {
        assertThat(EventLine.of(new AuditRecords(anEvent(null, "various", null))
                        .counting(4711)
                        .record()))
                .contains("  count=4711  from=various  ");
    }

    @Test
    void omitsUnknownFields() {
        assertThat(EventLine.of(anEvent(null, "", null)))
                .doesNotContain("account=", "session=", "from=", "\"")
                .endsWith("replica=replica-1");
    }

    @Test
    void replacesControlCharacters() {
        String line = EventLine.of(anEvent(null, "x\ny", "\u001b[2J\r\n\u202Eforged\u2028\u0085"));

        assertThat(line.lines()).hasSize(1);
        assertThat(line).matches("[\\x20-\\x7E\uFFFD]+").endsWith("\"\uFFFD[2J\uFFFD\uFFFD\uFFFDforged\uFFFD\uFFFD\"");
    }
}

package dev.portcullis.http.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.kernel.InvalidValue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final UUID ID = UUID.fromString("ffffffff-6a5e-7cc3-b7ba-4b1e8d2f9a10");

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-11-24T12:00:00.123456Z", "9999-12-31T23:59:59.999999Z"})
    void leadsBackToThePlace(Instant time) {
        AuditPosition position = new AuditPosition(time, ID);

        String cursor = Cursor.of(position);

        assertThat(cursor).matches("[A-Za-z0-9_-]{32}");
        assertThat(Cursor.parse(cursor)).isEqualTo(position);
    }

    private static String forged(long micros) {
        byte[] bytes =
                ByteBuffer.allocate(24).putLong(micros).putLong(1).putLong(1).array();
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 253_402_300_800_000_000L, Long.MAX_VALUE})
    void isNotTakenForATimeThatNoDatabaseKeeps(long micros) {
        assertThatThrownBy(() -> Cursor.parse(forged(micros))).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAA", "====", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not base64!", "'; drop table x"})
    void isNotTakenInAnyOtherForm(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(InvalidValue.class);
    }
}

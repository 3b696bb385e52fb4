package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.outbound.ServiceResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static Duration retryAfter(String text) {
        return Times.retryAfter(new ServiceResponse(503, Map.of("retry-after", List.of(text)), new byte[0]), NOW);
    }

    @Test
    void areReadAsSecondsOrAsADate() {
        assertThat(retryAfter("120")).isEqualTo(Duration.ofMinutes(2));
        assertThat(retryAfter(" 0 ")).isEqualTo(Duration.ZERO);
        assertThat(retryAfter("Fri, 02 Jan 2026 03:05:05 GMT")).isEqualTo(Duration.ofMinutes(1));
        assertThat(Times.date("Fri, 02-Jan-2026 03:05:05 GMT")).contains(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Fri, 02 Jan 2026 03:00:00 GMT", "Fri, 32 Jan"})
    void areNotMadeUpWhereTheyArePastOrCannotBeRead(String text) {
        assertThat(retryAfter(text)).isNull();
    }
}

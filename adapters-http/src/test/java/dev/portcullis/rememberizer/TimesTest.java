package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void areReadAsSecondsOrAsADate() {
        assertThat(Times.delay("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(Times.delay(" 0 ", NOW)).contains(Duration.ZERO);
        assertThat(Times.delay("Fri, 02 Jan 2026 03:05:05 GMT", NOW)).contains(Duration.ofMinutes(1));
        assertThat(Times.date("Fri, 02-Jan-2026 03:05:05 GMT")).contains(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Fri, 02 Jan 2026 03:00:00 GMT", "Fri, 32 Jan"})
    void areNotMadeUpWhereTheyArePastOrCannotBeRead(String text) {
        assertThat(Times.delay(text, NOW)).isEmpty();
    }
}

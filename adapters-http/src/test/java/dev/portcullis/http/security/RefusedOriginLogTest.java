package dev.portcullis.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.LogRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedOriginLogTest {
    /** Negative, as {@link System#nanoTime()} may be. */
    private final AtomicLong now = new AtomicLong(-5);

    private final RefusedOriginLog log = new RefusedOriginLog(now::get);

    private List<String> loggedBy(Runnable refusals) {
        try (LogRecorder recorder = new LogRecorder(Level.WARNING)) {
            refusals.run();
            return List.copyOf(recorder.messages());
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void namesTheOriginAndTheSettingThatAllowsIt() {
        assertThat(loggedBy(() -> log.refused("https://app.example.com:8443")))
                .singleElement()
                .asString()
                .contains("https://app.example.com:8443", "portcullis.cors.origins");
    }

    @Test
    void logsAnOriginOnceAMinute() {
        assertThat(loggedBy(() -> {
                    log.refused("https://a.example");
                    log.refused("https://a.example");
                    log.refused("https://b.example");
                    pass(Duration.ofSeconds(59));
                    log.refused("https://a.example");
                }))
                .hasSize(2);
        pass(Duration.ofSeconds(1));
        assertThat(loggedBy(() -> log.refused("https://a.example"))).hasSize(1);
    }

    @Test
    void boundsLinesAndMemoryUnderAFloodOfOrigins() {
        Runnable flood = () -> IntStream.range(0, 10_000)
                .mapToObj(i -> "https://" + i + ".evil.example")
                .forEach(log::refused);

        assertThat(loggedBy(flood)).hasSize(RefusedOriginLog.MOST_ORIGINS + 1);
        assertThat(loggedBy(flood)).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(loggedBy(flood)).hasSize(RefusedOriginLog.MOST_ORIGINS + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "*",
                "https://evil.example\r\nERROR forged",
                "https://evil.example/path",
                "https://evil.example\u202e",
                "evil",
                "http://"
            })
    void writesNoTextThatNoSettingCouldHold(String origin) {
        assertThat(loggedBy(() -> log.refused(origin)))
                .singleElement()
                .asString()
                .contains("without an origin")
                .doesNotContain("evil");
    }

    @Test
    void writesNoOriginThatIsLongerThanHostNamesAre() {
        assertThat(loggedBy(() -> log.refused("https://" + "a".repeat(15_000) + ".example")))
                .singleElement()
                .asString()
                .hasSizeLessThan(300);
    }
}

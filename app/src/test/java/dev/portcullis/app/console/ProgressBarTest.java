package dev.portcullis.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final TickingClock clock = new TickingClock();

    @Test
    void isRedrawnInPlaceAndErasedAtTheEnd() {
        Screen screen = new Screen(true);
        try (ProgressBar bar = new ProgressBar("Verifying", screen.console(), clock)) {
            bar.at(0, 10);
            assertThat(screen.line()).isEqualTo("Verifying [------------------------------]   0 %");
            clock.advance(Duration.ofSeconds(1));
            bar.at(5, 10);
            assertThat(screen.line()).isEqualTo("Verifying [###############---------------]  50 %");
            clock.advance(Duration.ofSeconds(1));
            bar.at(10, 10);
            assertThat(screen.line()).isEqualTo("Verifying [##############################] 100 %");
        }

        assertThat(screen.line()).isEmpty();
        assertThat(screen.err()).doesNotContain("\n");
    }

    @Test
    void overwritesALongerLineCompletely() {
        Screen screen = new Screen(true);
        ProgressBar bar = new ProgressBar("Exporting", screen.console(), clock);
        bar.at(1, 2, "1,000,000 events");
        clock.advance(Duration.ofSeconds(1));
        bar.at(1, 2, "1 event");

        assertThat(screen.line()).endsWith("50 % 1 event");
    }

    @Test
    void isDrawnAtMostTenTimesPerSecond() {
        Screen screen = new Screen(true);
        ProgressBar bar = new ProgressBar("Verifying", screen.console(), clock);
        for (int i = 0; i <= 1_000; i++) {
            bar.at(i, 1_000);
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(screen.err().chars().filter(c -> c == '\r')).hasSize(11);
    }

    @Test
    void drawsNothingWithoutATerminal() {
        Screen screen = new Screen(false);
        try (ProgressBar bar = new ProgressBar("Verifying", screen.console(), clock)) {
            bar.at(5, 10);
        }

        assertThat(screen.err()).isEmpty();
    }

    @Test
    void clampsTheFraction() {
        Screen screen = new Screen(true);
        ProgressBar bar = new ProgressBar("Exporting", screen.console(), clock);
        bar.at(7, 1);
        assertThat(screen.line()).contains("100 %");
        clock.advance(Duration.ofSeconds(1));
        bar.at(-1, 1);
        assertThat(screen.line()).contains("  0 %");
        clock.advance(Duration.ofSeconds(1));
        bar.at(0, 0);
        assertThat(screen.line()).contains("100 %");
    }
}

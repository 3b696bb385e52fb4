package dev.portcullis.app.console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar in one line of a terminal, which is erased at the end. Without a terminal, nothing is drawn. Used by one
 * thread.
 */
public final class ProgressBar implements AutoCloseable {
    private static final int CELLS = 30;

    /** Limits the output, which would slow the work down on a slow connection. */
    private static final Duration REDRAW_INTERVAL = Duration.ofMillis(100);

    private final String title;
    private final Console console;
    private final InstantSource clock;

    private @Nullable Instant drawnAt;
    private int drawnLength;

    public ProgressBar(String title, Console console, InstantSource clock) {
        this.title = title;
        this.console = console;
        this.clock = clock;
    }

    /** As below, without a text. */
    public void at(long done, long total) {
        at(done, total, "");
    }

    /**
     * Shows the progress.
     *
     * @param done values outside of 0 to {@code total} are clamped
     * @param more text after the bar
     */
    public void at(long done, long total, String more) {
        if (console.isTerminal() && isDue()) {
            double fraction = total == 0 ? 1 : (double) done / total;
            draw(Math.max(0, Math.min(1, fraction)), more);
        }
    }

    private boolean isDue() {
        Instant now = clock.instant();
        if (drawnAt != null && now.isBefore(drawnAt.plus(REDRAW_INTERVAL))) {
            return false;
        }
        drawnAt = now;
        return true;
    }

    private void draw(double fraction, String more) {
        int full = (int) (fraction * CELLS);
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %3d %% %s",
                title,
                "#".repeat(full),
                "-".repeat(CELLS - full),
                (int) (fraction * 100),
                more);
        PrintStream err = console.err();
        err.print('\r' + line + " ".repeat(Math.max(0, drawnLength - line.length())));
        err.flush();
        drawnLength = line.length();
    }

    @Override
    public void close() {
        if (drawnLength > 0) {
            console.err().print('\r' + " ".repeat(drawnLength) + '\r');
            console.err().flush();
            drawnLength = 0;
        }
    }
}

package dev.portcullis.app.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Captures the output of a command in tests. */
public final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    public Screen(boolean isTerminal) {
        console = new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), isTerminal);
    }

    public Console console() {
        return console;
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The line of standard error as a terminal shows it after all carriage returns, without trailing spaces. */
    public String line() {
        StringBuilder line = new StringBuilder();
        for (String drawing : err().split("\r", -1)) {
            line.replace(0, Math.min(drawing.length(), line.length()), drawing);
        }
        return line.toString().stripTrailing();
    }
}

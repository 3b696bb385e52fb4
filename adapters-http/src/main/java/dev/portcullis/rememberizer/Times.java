package dev.portcullis.rememberizer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How header fields write times. */
final class Times {
    /** Three centuries; no more digits, so that every number can be added to a date. */
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,10}");

    /** As RFC 9110, 5.6.7 has it, and with the hyphens that cookies are often given. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);

    private Times() {}

    static Optional<Duration> seconds(String text) {
        return SECONDS.matcher(text).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : Optional.empty();
    }

    static Optional<Instant> date(String text) {
        try {
            return Optional.of(DATE.parse(text.replace('-', ' '), Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** {@code Retry-After}: seconds or a date (RFC 9110, 10.2.3). Empty for what is past or cannot be read. */
    static Optional<Duration> delay(String text, Instant now) {
        return seconds(text.strip())
                .or(() -> date(text.strip()).map(at -> Duration.between(now, at)))
                .filter(delay -> !delay.isNegative());
    }
}

package dev.portcullis.rememberizer;

import dev.portcullis.outbound.ServiceResponse;
import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in header fields. */
final class Times {
    /** At most three centuries, so that every number can be added to a date. */
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,10}");

    /** Netty's parser throws on longer texts. */
    private static final int LONGEST_DATE = 64;

    private Times() {}

    static Optional<Duration> seconds(String text) {
        return SECONDS.matcher(text).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : Optional.empty();
    }

    /** A date in any of the forms that browsers accept in cookies (RFC 6265, 5.1.1), which include HTTP dates. */
    static Optional<Instant> date(String text) {
        return text.length() > LONGEST_DATE
                ? Optional.empty()
                : Optional.ofNullable(DateFormatter.parseHttpDate(text)).map(Date::toInstant);
    }

    /** {@code Retry-After}: seconds or a date (RFC 9110, 10.2.3). Null if it is missing, past, or cannot be parsed. */
    static @Nullable Duration retryAfter(ServiceResponse response, Instant now) {
        String text = response.only("retry-after");
        return text == null
                ? null
                : seconds(text.strip())
                        .or(() -> date(text.strip()).map(at -> Duration.between(now, at)))
                        .filter(delay -> !delay.isNegative())
                        .orElse(null);
    }
}

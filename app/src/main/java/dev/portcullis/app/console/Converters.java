package dev.portcullis.app.console;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts arguments to values. The messages for invalid arguments name what is expected. */
public final class Converters {
    private Converters() {}

    /** Registers a converter for each type of argument. Returns the same command line. */
    public static CommandLine register(CommandLine commandLine) {
        return commandLine
                .registerConverter(EmailAddress.class, expecting("an e-mail address", EmailAddress::new))
                .registerConverter(
                        GroupName.class,
                        expecting("a group: a-z, 0-9, _ and -, starting with a letter", GroupName::new))
                .registerConverter(AccountId.class, expecting("an id", text -> new AccountId(UUID.fromString(text))))
                .registerConverter(SessionId.class, expecting("an id", text -> new SessionId(UUID.fromString(text))))
                .registerConverter(Instant.class, expecting("2026-01-31 or 2026-01-31T12:00:00Z", Converters::time))
                .registerConverter(Path.class, Converters::path);
    }

    /** Converts by this function; the message for an invalid argument says what is expected. */
    public static <T> ITypeConverter<T> expecting(String expected, ITypeConverter<T> converter) {
        return text -> {
            try {
                return converter.convert(text);
            } catch (RuntimeException invalid) {
                throw new TypeConversionException("'" + text + "' is not " + expected);
            }
        };
    }

    /**
     * A time with its offset, or a date for its start in UTC (ISO 8601), rounded up to the next microsecond, which is the
     * precision of event times.
     */
    private static Instant time(String text) {
        Instant time = text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
        return time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException inexpressible) {
            throw new TypeConversionException("'" + text + "' cannot be a file name: " + Arguments.advice());
        }
    }
}

package dev.portcullis.breach;

import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.Password;
import dev.portcullis.outbound.CallLimits;
import dev.portcullis.outbound.GuardedClient;
import dev.portcullis.outbound.ServiceResponse;
import dev.portcullis.outbound.ServiceUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Requests all leaked passwords whose SHA-1 hash has the same first 5 of 40 hexadecimal digits, and compares the other
 * 35 locally (k-anonymity). The prefix matches a millionth of all passwords.
 */
public final class RangeCheck implements BreachedPasswords {
    private static final Logger LOG = Logger.getLogger(RangeCheck.class);

    private static final int PREFIX_LENGTH = 5;

    /** Maximum response size in bytes: ten times a padded response of Pwned Passwords. */
    private static final int LIMIT = 1_048_576;

    /** The rest of a hash, and in how many leaks it occurred; zero for padding. */
    private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]{35}):([0-9]{1,18})");

    private final GuardedClient<RangeApi> service;
    private final int leastCount;

    public RangeCheck(RangeSettings settings) {
        this(settings, CallLimits.BREAKER_DELAY);
    }

    RangeCheck(RangeSettings settings, Duration breakerDelay) {
        this.service = new GuardedClient<>(
                "breach-check",
                RangeApi.class,
                settings.base(),
                CallLimits.of(settings.deadline(), LIMIT, breakerDelay));
        this.leastCount = settings.leastCount();
    }

    @Override
    public Finding find(Password password) {
        String digest = sha1(password);
        String prefix = digest.substring(0, PREFIX_LENGTH);
        String rest = digest.substring(PREFIX_LENGTH);
        try {
            return service.call(
                    () -> {}, api -> api.range(prefix, "true"), response -> look(rest, response), Finding.class);
        } catch (ServiceUnavailable failure) {
            if (!failure.isCircuitOpen()) {
                LOG.warnf("The breach check failed: %s", failure.getMessage());
            }
            return Finding.UNKNOWN;
        }
    }

    private Finding look(String rest, ServiceResponse response) throws ServiceUnavailable {
        if (response.status() != 200 || !response.mediaType().equals("text/plain")) {
            throw new ServiceUnavailable("status " + response.status());
        }
        // Every prefix has leaked passwords, so an empty response is invalid.
        if (response.text().isBlank()) {
            throw new ServiceUnavailable("an empty range");
        }
        Finding finding = Finding.NOT_FOUND;
        for (String line : response.text().split("\r?\n")) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                throw new ServiceUnavailable("a line that is no digest");
            }
            if (entry.group(1).equalsIgnoreCase(rest) && Long.parseLong(entry.group(2)) >= leastCount) {
                finding = Finding.FOUND;
            }
        }
        return finding;
    }

    /** Used only for the lookup: SHA-1 is not used for storage or authentication. */
    private static String sha1(Password password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(sha1.digest(password.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package dev.portcullis.rememberizer;

import dev.portcullis.outbound.CallLimits;
import dev.portcullis.outbound.ServiceUrl;
import io.vertx.core.net.ProxyOptions;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the client of the Rememberizer API.
 *
 * @param url of the API, up to and including its version
 * @param limits see {@link #limits}
 * @param connections maximum number of open connections
 * @param keepAlive whether an HTTP/1.1 connection carries more than one exchange; see {@link
 *     dev.portcullis.outbound.ExchangeGuard.Reuse#WHEN_IN_STEP} for the risk
 * @param proxy an HTTP proxy, for {@code https} a tunnel through it; null for none
 * @param extraHeader sent with every call; null for none
 * @param forwardAddress whether to send the client address to the upstream
 */
public record RememberizerSettings(
        URI url,
        CallLimits limits,
        int connections,
        boolean keepAlive,
        @Nullable ProxyOptions proxy,
        @Nullable ExtraHeader extraHeader,
        boolean forwardAddress) {

    /** In bytes. */
    private static final int LARGEST_BODY = 64 * 1024;

    /** In bytes; well above the limits of {@link SetCookies}. */
    private static final int LARGEST_HEAD = 64 * 1024;

    /** A header field that the operator adds, such as an API key of the upstream. */
    public record ExtraHeader(String name, String value) {
        /** RFC 9110, 5.6.2. */
        private static final Pattern NAME = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

        private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

        public ExtraHeader {
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("not a header field");
            }
        }

        /**
         * Parses a setting.
         *
         * @param line such as {@code X-Api-Key: 1234}
         */
        public static ExtraHeader parse(String line) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("not a header field");
            }
            return new ExtraHeader(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }

        @Override
        public String toString() {
            return "ExtraHeader[" + name + "]";
        }
    }

    /** The limits that the operator chooses, with ours for the size of responses. */
    public static CallLimits limits(
            Duration connectTimeout, Duration timeout, int concurrency, int breakerCalls, Duration breakerDelay) {
        return new CallLimits(
                connectTimeout, timeout, LARGEST_HEAD, LARGEST_BODY, concurrency, breakerCalls, breakerDelay);
    }

    public RememberizerSettings {
        url = ServiceUrl.base(url);
    }
}

package dev.portcullis.rememberizer;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the Rememberizer API is, and how it is asked.
 *
 * @param url of the API, up to and including its version
 * @param connectTimeout for one try to open a connection, TLS included
 * @param timeout for one call from its beginning to the last byte of its answer, tries to connect included
 * @param concurrency calls at once; each holds a worker thread
 * @param connections that are open at most
 * @param keepAlive whether a connection of HTTP/1.1 carries more than one exchange; see {@link
 *     dev.portcullis.outbound.ExchangeGuard.Reuse#WHEN_IN_STEP} for what cannot be told then
 * @param breaker when calls are given up for a while
 * @param proxy through which connections go; null for none
 * @param extraHeader that every call carries; null for none
 * @param forwardAddress whether the upstream is told the caller's address
 */
public record RememberizerSettings(
        URI url,
        Duration connectTimeout,
        Duration timeout,
        int concurrency,
        int connections,
        boolean keepAlive,
        Breaker breaker,
        @Nullable Proxy proxy,
        @Nullable ExtraHeader extraHeader,
        boolean forwardAddress) {

    /**
     * When half of so many calls in a row have failed, none is made for a while.
     *
     * @param calls that are looked at together
     * @param delay until a single call may try whether the upstream is back
     */
    public record Breaker(int calls, Duration delay) {}

    /**
     * An HTTP proxy, which for {@code https} is asked for a tunnel.
     *
     * @param user null when it asks for none
     */
    public record Proxy(
            String host,
            int port,
            @Nullable String user,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Proxy[" + host + ":" + port + "]";
        }
    }

    /** A header field of the operator's, such as a key by which the upstream knows us. */
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
         * Reads a header field as a setting names it.
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

    public RememberizerSettings {
        boolean isAddress = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        if (!isAddress) {
            throw new IllegalArgumentException("the URL of the API has a scheme, a host, maybe a port and a path");
        }
    }
}

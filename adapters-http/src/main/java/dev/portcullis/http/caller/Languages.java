package dev.portcullis.http.caller;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** The languages of responses, and their negotiation (RFC 9110, 12.5.4). */
public final class Languages {
    public static final Locale DANISH = Locale.forLanguageTag("da");

    /** The default comes first. */
    public static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, DANISH);

    /** Browsers send some dozens of characters; parsing grows with the length. */
    private static final int LONGEST_HEADER = 256;

    private Languages() {}

    public static Locale of(HttpServerRequest request) {
        return negotiate(String.join(",", request.headers().getAll(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    static Locale negotiate(String header) {
        if (header.isBlank() || header.length() > LONGEST_HEADER) {
            return SPOKEN.get(0);
        }
        try {
            Locale match = Locale.lookup(Locale.LanguageRange.parse(header), SPOKEN);
            return match == null ? SPOKEN.get(0) : match;
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            // The second is thrown, undocumented, for a header such as "-".
            return SPOKEN.get(0);
        }
    }
}

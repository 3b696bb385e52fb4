package dev.portcullis.http.upstream;

import java.util.List;

/** The cookies with the tokens of a session. The local provider uses the names of the upstream's API. */
public enum TokenCookie {
    ACCESS("access_token"),
    REFRESH("refresh_token");

    public static final String SECURE_PREFIX = "__Secure-";
    public static final String HOST_PREFIX = "__Host-";

    /** Nothing, and the prefixes whose promises browsers enforce (RFC 6265bis, 4.1.3). */
    public static final List<String> PREFIXES = List.of("", SECURE_PREFIX, HOST_PREFIX);

    private final String plainName;

    TokenCookie(String plainName) {
        this.plainName = plainName;
    }

    /** The name with one of the {@link #PREFIXES}. */
    public String nameWith(String prefix) {
        return prefix + plainName;
    }

    /** Whether a cookie is this one, with any prefix. */
    public boolean isNamed(String cookie) {
        return PREFIXES.stream().anyMatch(prefix -> nameWith(prefix).equals(cookie));
    }
}

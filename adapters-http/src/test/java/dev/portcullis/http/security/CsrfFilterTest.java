package dev.portcullis.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsrfFilterTest {
    private final CsrfFilter check =
            new CsrfFilter(new CrossOriginSettings(Set.of("https://www.example.com"), false), null, null);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // origin, Sec-Fetch-Site, scheme, host and port of the request, passes
                "-,                            -,           http,  localhost:8080,   true",
                "-,                            same-origin, http,  localhost:8080,   true",
                "-,                            none,        http,  localhost:8080,   true",
                "-,                            same-site,   http,  localhost:8080,   false",
                "-,                            cross-site,  http,  localhost:8080,   false",
                "-,                            anything,    http,  localhost:8080,   false",
                "http://localhost:8080,        -,           http,  localhost:8080,   true",
                "http://localhost:8081,        -,           http,  localhost:8080,   false",
                "http://localhost,             -,           http,  localhost:8080,   false",
                "https://auth.example,         -,           https, auth.example,     true",
                "https://auth.example:443,     -,           https, auth.example,     true",
                "HTTPS://AUTH.EXAMPLE,         -,           https, auth.example,     true",
                "http://auth.example,          -,           https, auth.example,     false",
                "https://auth.example,         -,           http,  auth.example,     false",
                "https://auth.example,         same-origin, http,  auth.example,     true",
                "https://auth.example,         same-site,   https, auth.example,     false",
                "https://auth.example,         cross-site,  https, auth.example,     false",
                "https://evil.example,         same-origin, https, auth.example,     false",
                "https://auth.example.evil,    -,           https, auth.example,     false",
                "https://evil-auth.example,    -,           https, auth.example,     false",
                "null,                         -,           https, auth.example,     false",
                "null,                         same-origin, https, auth.example,     false",
                "'',                           -,           https, auth.example,     false",
                "://,                          -,           https, '',               false",
                "https://www.example.com,      cross-site,  https, auth.example,     true",
                "https://www.example.com:8443, cross-site,  https, auth.example,     false",
                "http://www.example.com,       cross-site,  https, auth.example,     false",
                "https://auth.example,         -,           -,     auth.example,     false"
            })
    void letsThroughWhatOurOwnPagesAndThoseOfTheListSend(
            String origin, String fetchSite, String scheme, String authority, boolean passes) {
        List<String> origins = origin == null ? List.of() : List.of(origin);

        assertThat(check.passes(origins, fetchSite, scheme, authority)).isEqualTo(passes);
    }

    @Test
    void refusesARequestWithSeveralOrigins() {
        List<String> origins = Arrays.asList("https://www.example.com", "https://www.example.com");

        assertThat(check.passes(origins, "same-origin", "https", "www.example.com"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "www.example.com",
                "https://",
                "https://www.example.com/",
                "https://*.example.com",
                "https://user@www.example.com",
                "ftp://www.example.com",
                "https://www.example.com?x"
            })
    void takesNoListEntryThatIsNoOrigin(String entry) {
        assertThatThrownBy(() -> new CrossOriginSettings(Set.of(entry), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

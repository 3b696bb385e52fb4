package dev.portcullis.http.cookie;

import static dev.portcullis.http.Requests.with;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshToken;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.Stream;

/** Each line of an input is one {@code Cookie} header. */
class CookieHeaderFuzzTest {
    /** RFC 6265, 4.1.1: no controls, white space, quotes, commas, semicolons or backslashes. */
    private static final String COOKIE_OCTETS = "[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]{1,4096}";

    /** The paths are those that match {@link dev.portcullis.http.Requests#PATH}, and no others. */
    private static final String SET_COOKIE = "(?:__Secure-|__Host-)?(?:access|refresh)_token=; Max-Age=0"
            + "; Path=/(?:api/?|api/v1/?|api/v1/auth/?|api/v1/auth/custom-refresh/?)?"
            + "; HttpOnly; Secure; SameSite=Lax";

    private static final List<CookieFactory> FACTORIES = Stream.of("", "__Secure-", "__Host-")
            .map(prefix -> new CookieFactory(
                    new CookieSettings(true, prefix, CookieSameSite.LAX, CookieSameSite.LAX),
                    PresentedTokens.issuedUpstream()))
            .toList();

    @FuzzTest
    void yieldsOneCleanValueOrNone(byte[] input) {
        String text = new String(input, ISO_8859_1);
        HttpServerRequest request =
                with(text.lines().flatMap(line -> Stream.of("Cookie", line)).toArray(String[]::new));
        for (CookieFactory cookies : FACTORIES) {
            cookies.accessToken(request).ifPresent(token -> requireClean("access_token", token, text));
            cookies.refreshToken(request)
                    .map(RefreshToken::reveal)
                    .ifPresent(token -> requireClean("refresh_token", token, text));
            assertThat(cookies.clear(request)).allMatch(line -> line.matches(SET_COOKIE));
        }
    }

    private static void requireClean(String name, String value, String sent) {
        assertThat(value).matches(COOKIE_OCTETS);
        assertThat(sent).as("sent under this name").contains(name + "=" + value);
    }
}

package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cookies that the client keeps, as of RFC 6265. */
class CookiesTest {
    private static final URI SIGN_IN = uri("/sso/api/v1/auth/signin/");
    private static final URI ACCOUNT = uri("/sso/api/v1/account/");

    private final Cookies cookies = new Cookies(true);

    private static URI uri(String path) {
        return URI.create("https://www.example.com" + path);
    }

    private void store(String... lines) {
        cookies.store(SIGN_IN, List.of(lines));
    }

    @Test
    void sendsACookieToItsPathAndBelow() {
        store(
                "a=1; Path=/; Max-Age=300",
                "b=2; Path=/sso/api/v1/auth/; Secure; HttpOnly; SameSite=Strict",
                "c=3; path=/sso/api/v1/acc");

        assertThat(cookies.header(SIGN_IN)).isEqualTo("b=2; a=1");
        assertThat(cookies.header(ACCOUNT)).isEqualTo("a=1");
        assertThat(cookies.header(uri("/sso/api/v1/acc"))).isEqualTo("c=3; a=1");
    }

    @Test
    void sendsACookieWithoutAPathBelowTheFolderOfItsRequest() {
        store("a=1", "b=2; Path=");

        assertThat(cookies.header(SIGN_IN)).isEqualTo("a=1; b=2");
        assertThat(cookies.header(uri("/sso/api/v1/auth/signin/x"))).isEqualTo("a=1; b=2");
        assertThat(cookies.header(ACCOUNT)).isEmpty();
    }

    @Test
    void replacesAndRemovesCookiesOfTheSameNameAndPath() {
        store("a=1; Path=/", "a=2; Path=/sso", "b=1; Path=/", "c=1; Path=/");

        store("a=3; Path=/", "b=; Path=/; Max-Age=0", "c=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT");

        assertThat(cookies.header(ACCOUNT)).isEqualTo("a=2; a=3");
    }

    @Test
    void ignoresWhatIsNotACookie() {
        store("", "no pair", "=1", "a=1; Max-Age=x", "b=2; Path=/");

        assertThat(cookies.header(ACCOUNT)).isEqualTo("b=2");
    }

    @Test
    void failsIfACookieCanNeverBeSent() {
        Cookies plain = new Cookies(false);
        URI service = URI.create("http://portcullis:8080/api/v1/auth/signin/");

        plain.store(service, List.of("a=1; Path=/", "b=; Path=/; Max-Age=0; Secure"));

        assertThatThrownBy(() -> plain.store(service, List.of("b=secret; Path=/; Secure")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http://portcullis")
                .hasMessageNotContaining("secret");
        assertThat(plain.header(service)).isEqualTo("a=1");
    }
}

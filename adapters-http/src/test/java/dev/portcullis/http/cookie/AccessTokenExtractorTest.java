package dev.portcullis.http.cookie;

import static dev.portcullis.http.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.session.PresentedTokens;
import io.vertx.core.http.CookieSameSite;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTokenExtractorTest {
    private final AccessTokenExtractor proof = new AccessTokenExtractor(new CookieFactory(
            new CookieSettings(true, "", CookieSameSite.LAX, CookieSameSite.STRICT), PresentedTokens.issuedUpstream()));

    private String proofOf(String... headers) {
        return proof.of(with(headers)).reveal();
    }

    @Test
    void readsTheBearerHeaderWithItsSchemeInAnyCase() {
        assertThat(proofOf("Authorization", "Bearer a.b-c_~+/=")).isEqualTo("a.b-c_~+/=");
        assertThat(proofOf("authorization", "bEARER  abc ")).isEqualTo("abc");
    }

    @Test
    void readsTheCookieWhereThereIsNoHeader() {
        assertThat(proofOf("Cookie", "access_token=abc")).isEqualTo("abc");
    }

    @Test
    void prefersTheHeaderToTheCookie() {
        assertThat(proofOf("Authorization", "Bearer header", "Cookie", "access_token=cookie"))
                .isEqualTo("header");
    }

    @Test
    void doesNotFallBackToTheCookieFromAHeaderThatIsNoBearer() {
        for (String header : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "Bearerabc",
                "Bearer a b",
                "Bearer a,Bearer b",
                "Bearer =",
                "Bearer a=b",
                "Bearer\tabc",
                "Bearer \tabc",
                "Bearer \u2003abc",
                "Bearer \u00e6")) {
            assertThat(proofOf("Authorization", header, "Cookie", "access_token=cookie"))
                    .isEmpty();
        }
    }

    @Test
    void takesSeveralHeadersForNone() {
        assertThat(proofOf("Authorization", "Bearer a", "Authorization", "Bearer a"))
                .isEmpty();
    }

    @Test
    void takesNoTokenOfMoreThan8KiB() {
        assertThat(proofOf("Authorization", "Bearer " + "a".repeat(8 * 1024))).isEmpty();
        assertThat(proofOf("Authorization", "Bearer " + "a".repeat(8 * 1024 - 7)))
                .hasSize(8 * 1024 - 7);
    }

    @Test
    void findsNothingWhereNothingWasShown() {
        assertThat(proofOf()).isEmpty();
    }
}

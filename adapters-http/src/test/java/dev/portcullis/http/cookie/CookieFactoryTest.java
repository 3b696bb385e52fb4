package dev.portcullis.http.cookie;

import static dev.portcullis.http.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccessToken;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import io.vertx.core.http.CookieSameSite;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CookieFactoryTest {
    private static final SessionTokens TOKENS = new SessionTokens(
            new AccessToken("aaa.bbb.ccc", Duration.ofMinutes(5)), new RefreshToken("r1"), Duration.ofDays(14));

    private final CookieFactory cookies = cookies("");

    private static CookieFactory cookies(String prefix) {
        return new CookieFactory(
                new CookieSettings(true, prefix, CookieSameSite.LAX, CookieSameSite.STRICT),
                PresentedTokens.issuedUpstream());
    }

    @Test
    void setsBothCookiesWithTheirPathsLifetimesAndAttributesAndNoDomain() {
        assertThat(cookies.issue(TOKENS, with()))
                .containsExactly(
                        "access_token=aaa.bbb.ccc; Max-Age=300; Path=/; HttpOnly; Secure; SameSite=Lax",
                        "refresh_token=r1; Max-Age=1209600; Path=/api/v1/auth/; HttpOnly; Secure; SameSite=Strict");
    }

    @Test
    void setsTheAccessCookieAlone() {
        assertThat(cookies.issue(TOKENS.access(), with()))
                .containsExactly("access_token=aaa.bbb.ccc; Max-Age=300; Path=/; HttpOnly; Secure; SameSite=Lax");
    }

    @Test
    void clearsByTheSameNamesPathsAndAttributes() {
        assertThat(cookies.clear(with()))
                .containsExactly(
                        "access_token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
                        "refresh_token=; Max-Age=0; Path=/api/v1/auth/; HttpOnly; Secure; SameSite=Strict");
    }

    @Test
    void clearsWhatAnotherSetUnderEachLikelyPath() {
        CookieFactory clearing = new CookieFactory(
                new CookieSettings(true, "", CookieSameSite.LAX, CookieSameSite.STRICT, true),
                PresentedTokens.issuedUpstream());

        assertThat(clearing.clear(with("Cookie", "__Host-refresh_token=r")))
                .containsExactly(
                        "access_token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
                        "refresh_token=; Max-Age=0; Path=/api/v1/auth/; HttpOnly; Secure; SameSite=Strict",
                        "refresh_token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict",
                        "__Host-refresh_token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict");
    }

    @Test
    void clearsNoCookieThatTheLinesOfAnotherAreAbout() {
        assertThat(cookies.clearAllBut(List.of("refresh_token=; Path=/", "sessionid=s"), with()))
                .containsExactly("access_token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax");
    }

    @Test
    void leavesSecureOutWhereThereIsNoTls() {
        CookieFactory insecure = new CookieFactory(
                new CookieSettings(false, "", CookieSameSite.STRICT, CookieSameSite.LAX),
                PresentedTokens.issuedUpstream());

        assertThat(insecure.clear(with()))
                .containsExactly(
                        "access_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
                        "refresh_token=; Max-Age=0; Path=/api/v1/auth/; HttpOnly; SameSite=Lax");
    }

    @Test
    void putsTheSecurePrefixBeforeTheNames() {
        assertThat(cookies("__Secure-").clear(with()))
                .containsExactly(
                        "__Secure-access_token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
                        "__Secure-refresh_token=; Max-Age=0; Path=/api/v1/auth/; HttpOnly; Secure; SameSite=Strict");
    }

    @Test
    void forcesTheRootPathWithTheHostPrefix() {
        assertThat(cookies("__Host-").issue(TOKENS, with()))
                .containsExactly(
                        "__Host-access_token=aaa.bbb.ccc; Max-Age=300; Path=/; HttpOnly; Secure; SameSite=Lax",
                        "__Host-refresh_token=r1; Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Strict");
    }

    @Test
    void neverClearsACookieByAShortLifetime() {
        assertThat(cookies.issue(new AccessToken("a", Duration.ofMillis(10)), with())
                        .get(0))
                .contains("Max-Age=1;");
    }

    @Test
    void refusesATokenThatWouldBreakOutOfTheCookie() {
        assertThatThrownBy(() -> cookies.issue(new AccessToken("a; Domain=evil", Duration.ofMinutes(5)), with()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("evil");
    }

    @Test
    void refusesATokenThatABrowserWouldDrop() {
        int largest = 4096 - "__Secure-access_token".length();
        CookieFactory prefixed = cookies("__Secure-");

        assertThat(prefixed.issue(new AccessToken("a".repeat(largest), Duration.ofMinutes(5)), with()))
                .hasSize(1);
        assertThatThrownBy(() ->
                        prefixed.issue(new AccessToken("a".repeat(largest + 1), Duration.ofMinutes(5)), with()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsTheTokenAmongOtherCookies() {
        assertThat(cookies.refreshToken(with("Cookie", "a=b; refresh_token=r1; xrefresh_token=no; c")))
                .contains(new RefreshToken("r1"));
        assertThat(cookies.accessToken(with("Cookie", "access_token=a.b.c"))).contains("a.b.c");
    }

    @Test
    void readsCookiesThatComeInSeveralHeaders() {
        assertThat(cookies.refreshToken(with("Cookie", "a=b", "cookie", "refresh_token=r1")))
                .contains(new RefreshToken("r1"));
    }

    @Test
    void findsNoTokenWhereNoneCanBe() {
        String tooLong = "a".repeat(8 * 1024);
        for (String cookie : List.of(
                "",
                ";;;",
                "refresh_token",
                "refresh_token=",
                "refresh_token= ",
                "refresh_token=a b",
                "refresh_token=\"a\"",
                "refresh_token=\u00e6",
                "Refresh_Token=r1",
                "refresh_token=" + tooLong)) {
            assertThat(cookies.refreshToken(with("Cookie", cookie))).isEmpty();
        }
        assertThat(cookies.refreshToken(with())).isEmpty();
    }

    @Test
    void takesATokenThatIsThereTwiceForOne() {
        assertThat(cookies.refreshToken(with("Cookie", "refresh_token=r1; refresh_token=r1")))
                .contains(new RefreshToken("r1"));
    }

    @Test
    void takesTwoDifferentTokensForNone() {
        assertThat(cookies.refreshToken(with("Cookie", "refresh_token=r1; refresh_token=r2")))
                .isEmpty();
        assertThat(cookies.refreshToken(with("Cookie", "refresh_token=r1", "Cookie", "refresh_token=r2")))
                .isEmpty();
        assertThat(cookies.refreshToken(with("Cookie", "refresh_token=r1; refresh_token=")))
                .isEmpty();
    }

    @Test
    void readsTheOldNameAfterAPrefixWasSetAndWhenItWasTakenAway() {
        assertThat(cookies("__Secure-").refreshToken(with("Cookie", "refresh_token=old")))
                .contains(new RefreshToken("old"));
        assertThat(cookies.refreshToken(with("Cookie", "__Host-refresh_token=old")))
                .contains(new RefreshToken("old"));
    }

    @Test
    void prefersTheNameThatIsSetNow() {
        String both = "refresh_token=plain; __Secure-refresh_token=prefixed";

        assertThat(cookies("__Secure-").refreshToken(with("Cookie", both))).contains(new RefreshToken("prefixed"));
        assertThat(cookies.refreshToken(with("Cookie", both))).contains(new RefreshToken("plain"));
    }

    @Test
    void dropsCookiesWithTheOldNameWhenItSetsAndWhenItClears() {
        String old = "refresh_token=; Max-Age=0; Path=/api/v1/auth/; HttpOnly; Secure; SameSite=Strict";

        assertThat(cookies("__Host-").issue(TOKENS, with("Cookie", "refresh_token=r0")))
                .hasSize(3)
                .contains(old);
        assertThat(cookies("__Host-").clear(with("Cookie", "refresh_token=r0")))
                .hasSize(3)
                .contains(old);
    }

    @Test
    void refusesSettingsThatBrowsersWouldRefuse() {
        assertThatThrownBy(() -> new CookieSettings(false, "__Secure-", CookieSameSite.LAX, CookieSameSite.STRICT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CookieSettings(false, "__Host-", CookieSameSite.LAX, CookieSameSite.STRICT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CookieSettings(true, "my-", CookieSameSite.LAX, CookieSameSite.STRICT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CookieSettings(false, "", CookieSameSite.NONE, CookieSameSite.STRICT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

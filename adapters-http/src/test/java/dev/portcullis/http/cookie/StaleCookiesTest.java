package dev.portcullis.http.cookie;

import static dev.portcullis.http.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccessToken;
import dev.portcullis.http.Fixtures;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.FakeAccessTokens;
import dev.portcullis.session.FakeRefreshTokens;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cookies that were left behind under another path, domain or name. */
class StaleCookiesTest {
    private static final SessionTokens TOKENS = new SessionTokens(
            new AccessToken("aaa.bbb.ccc", Duration.ofMinutes(5)), new RefreshToken("r1"), Duration.ofDays(14));

    private static final SessionId SESSION = new SessionId(UUID.fromString("0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10"));
    private static final SessionId LATER = new SessionId(UUID.fromString("0199c2a0-6a5f-7cc3-b7ba-4b1e8d2f9a10"));

    private final FakeRefreshTokens refreshTokens = new FakeRefreshTokens();
    private final FakeAccessTokens accessTokens = new FakeAccessTokens(Clock.systemUTC());

    private static CookieFactory cookies(String prefix) {
        return new CookieFactory(
                new CookieSettings(true, prefix, CookieSameSite.LAX, CookieSameSite.STRICT),
                PresentedTokens.issuedUpstream());
    }

    private CookieFactory verifying(String prefix) {
        return new CookieFactory(
                new CookieSettings(true, prefix, CookieSameSite.LAX, CookieSameSite.STRICT),
                PresentedTokens.issuedHere(refreshTokens::read, accessTokens::read));
    }

    /** What may lie beside the genuine value, under which name, and whatever comes first. */
    static Stream<Arguments> staleCookies() {
        return Stream.of("", "__Secure-", "__Host-")
                .flatMap(prefix -> Stream.of("", "__Secure-", "__Host-")
                        .flatMap(genuineName -> Stream.of("", "__Secure-", "__Host-")
                                .flatMap(staleName -> Stream.of(
                                                "stale", "a.b.c", "", "a b", "\"x\"", "\u00e6", "x".repeat(5000))
                                        .map(stale -> Arguments.of(prefix, genuineName, staleName, stale)))));
    }

    @ParameterizedTest
    @MethodSource("staleCookies")
    void readsTheGenuineTokenBesideAStaleCookie(String prefix, String genuineName, String staleName, String stale) {
        RefreshToken refresh = refreshTokens.issue(SESSION, 1);
        String access = accessTokens.issue(Fixtures.anAccount(true), SESSION).reveal();
        for (String kind : List.of("refresh_token=", "access_token=")) {
            String genuine = genuineName + kind + (kind.startsWith("refresh") ? refresh.reveal() : access);
            String beside = staleName + kind + stale;
            for (HttpServerRequest request : List.of(
                    with("Cookie", genuine + "; " + beside),
                    with("Cookie", beside + "; " + genuine),
                    with("Cookie", beside, "Cookie", genuine + "; other=1"))) {
                if (kind.startsWith("refresh")) {
                    assertThat(verifying(prefix).refreshTokens(request)).containsExactly(refresh);
                } else {
                    assertThat(verifying(prefix).accessToken(request)).contains(access);
                }
            }
        }
    }

    @Test
    void takesSeveralTokensForNoneWhereNoneIsGenuine() {
        assertThat(verifying("").refreshTokens(with("Cookie", "refresh_token=a; refresh_token=b")))
                .isEmpty();
        assertThat(verifying("").accessToken(with("Cookie", "access_token=a; access_token=b")))
                .isEmpty();
        // A single value is read unverified: the provider says why it refuses it.
        assertThat(verifying("").refreshToken(with("Cookie", "refresh_token=a")))
                .contains(new RefreshToken("a"));
    }

    @Test
    void readsTheTokenOfTheSessionThatWasOpenedLastAndThenTheOthers() {
        String first = refreshTokens.issue(SESSION, 7).reveal();
        String ancestor = refreshTokens.issue(LATER, 1).reveal();
        String current = refreshTokens.issue(LATER, 2).reveal();
        String cookie = "refresh_token=%s; refresh_token=%s; refresh_token=%s".formatted(first, ancestor, current);

        assertThat(verifying("").refreshTokens(with("Cookie", cookie)))
                .containsExactly(new RefreshToken(current), new RefreshToken(first));
        assertThat(verifying("").refreshToken(with("Cookie", cookie))).contains(new RefreshToken(current));
    }

    /** Another host of the same site can plant a cookie, but none with {@code __Host-}. */
    @Test
    void prefersAGenuineTokenUnderTheNameThatIsSetNowToANewerOneUnderAnother() {
        String mine = refreshTokens.issue(SESSION, 1).reveal();
        String planted = refreshTokens.issue(LATER, 1).reveal();

        assertThat(verifying("__Host-")
                        .refreshToken(with("Cookie", "refresh_token=" + planted + "; __Host-refresh_token=" + mine)))
                .contains(new RefreshToken(mine));
    }

    @Test
    void examinesSoManyCookiesAndNoMore() {
        String genuine = "; refresh_token=" + refreshTokens.issue(SESSION, 1).reveal();
        String others = IntStream.range(1, CookieFactory.MAX_EXAMINED)
                .mapToObj(i -> "refresh_token=" + i)
                .collect(Collectors.joining("; "));

        assertThat(verifying("").refreshToken(with("Cookie", others + genuine))).isPresent();
        assertThat(verifying("").refreshToken(with("Cookie", "refresh_token=0; " + others + genuine)))
                .isEmpty();
        // Nor does what can be no token count among them.
        assertThat(verifying("").refreshToken(with("Cookie", "refresh_token= ; " + others + genuine)))
                .isPresent();
    }

    private static List<String> paths(List<String> lines, String clearedName) {
        return lines.stream()
                .filter(line -> line.startsWith(clearedName + "=; Max-Age=0; Path="))
                .map(line -> line.replaceFirst(".*; Path=([^;]*);.*", "$1"))
                .toList();
    }

    @Test
    void clearsANameThatCameSeveralTimesUnderEveryPathThatTheBrowserCanHaveSentItFor() {
        HttpServerRequest twice = with("Cookie", "refresh_token=a; refresh_token=b; access_token=c");
        String[] matching = {
            "/",
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/",
            "/api/v1/auth",
            "/api/v1/auth/custom-refresh",
            "/api/v1/auth/custom-refresh/"
        };

        List<String> set = cookies("").issue(TOKENS, twice);
        assertThat(set)
                .contains("refresh_token=r1; Max-Age=1209600; Path=/api/v1/auth/; HttpOnly; Secure; SameSite=Strict");
        assertThat(paths(set, "refresh_token")).containsExactly(matching);
        assertThat(paths(set, "access_token")).isEmpty();
        List<String> cleared = cookies("").clear(twice);
        assertThat(paths(cleared, "refresh_token"))
                .containsExactlyInAnyOrder(Stream.concat(Stream.of(matching), Stream.of("/api/v1/auth/"))
                        .toArray(String[]::new));
        assertThat(paths(cleared, "access_token")).containsExactly("/");
        assertThat(set).noneMatch(line -> line.contains("Domain"));
    }

    @Test
    void clearsAnAccessCookieThatCameSeveralTimesUnderTheOtherPaths() {
        List<String> set = cookies("").issue(TOKENS.access(), with("Cookie", "access_token=a; access_token=b"));

        assertThat(paths(set, "access_token"))
                .contains("/api/v1/auth", "/api/v1/auth/")
                .doesNotContain("/");
    }

    @Test
    void clearsAPrefixedNameThatCameSeveralTimesUnderThePathsItCanHave() {
        HttpServerRequest secure = with("Cookie", "__Secure-refresh_token=a; __Secure-refresh_token=b");
        assertThat(paths(cookies("__Secure-").issue(TOKENS, secure), "__Secure-refresh_token"))
                .contains("/", "/api/v1/auth")
                .doesNotContain("/api/v1/auth/");
        // The old name, too.
        assertThat(paths(cookies("").issue(TOKENS, secure), "__Secure-refresh_token"))
                .contains("/", "/api/v1/auth", "/api/v1/auth/");
        // Browsers keep no such cookie under any path but this one.
        HttpServerRequest host = with("Cookie", "__Host-refresh_token=a; __Host-refresh_token=b");
        assertThat(paths(cookies("__Host-").clear(host), "__Host-refresh_token"))
                .containsExactly("/");
    }

    @Test
    void clearsUnderTheOtherPathsWhatTheLinesOfAnUpstreamLeave() {
        HttpServerRequest twice = with("Cookie", "refresh_token=a; refresh_token=b; access_token=c");
        CookieFactory clearing = new CookieFactory(
                new CookieSettings(true, "", CookieSameSite.LAX, CookieSameSite.STRICT, true),
                PresentedTokens.issuedUpstream());

        List<String> cleared =
                clearing.clearAmbiguousBut(List.of("refresh_token=; path=/; Max-Age=0", "access_token="), twice);
        assertThat(paths(cleared, "refresh_token"))
                .contains("/api/v1/auth/", "/api/v1/auth")
                .doesNotContain("/");
        assertThat(paths(cleared, "access_token")).isEmpty();
        // What the upstream sets is not cleared in the same answer.
        assertThat(clearing.clearAmbiguousBut(List.of("refresh_token=new; Path=/"), twice))
                .isEmpty();
        assertThat(clearing.clearAmbiguousBut(List.of(), with("Cookie", "refresh_token=a; refresh_token=a")))
                .isEmpty();
    }
}

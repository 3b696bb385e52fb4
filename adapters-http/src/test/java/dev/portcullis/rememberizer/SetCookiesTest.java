package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.http.upstream.TokenCookie;
import dev.portcullis.outbound.ServiceResponse;
import dev.portcullis.outbound.ServiceUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookiesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static SetCookies of(List<String> lines) {
        return SetCookies.of(new ServiceResponse(204, Map.of("set-cookie", lines), new byte[0]));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a=1                                                     | a=1
                    a=1; Domain=rememberizer.ai                             | a=1
                    a=1; domain=.rememberizer.ai; Path=/                    | a=1; Path=/
                    a=1; Path=/; DOMAIN = api.rememberizer.ai               | a=1; Path=/
                    a=1;Domain=x;Path=/;Domain=y;Secure                     | a=1;Path=/;Secure
                    a=1; Domain; Secure                                     | a=1; Secure
                    __Host-id=v; Path=/; Secure; HttpOnly; SameSite=Strict  | __Host-id=v; Path=/; Secure; HttpOnly; SameSite=Strict
                    a=1; Max-Age=60; Expires=Fri, 02 Jan 2026 03:05:05 GMT  | a=1; Max-Age=60; Expires=Fri, 02 Jan 2026 03:05:05 GMT
                    a=1; SameSite=None; Partitioned; Priority=High          | a=1; SameSite=None; Partitioned; Priority=High
                    a=; Max-Age=0; Path=/api/v1/auth/                       | a=; Max-Age=0; Path=/api/v1/auth/
                    domain=1; Path=/                                        | domain=1; Path=/
                    a="Domain=x"; Path=/                                    | a="Domain=x"; Path=/
                    a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/      | a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/
                    a=1; Path=/; expires=Wednesday, 21-Oct-26 07:28:00 GMT  | a=1; Path=/; expires=Wednesday, 21-Oct-26 07:28:00 GMT
                    a=1,2,3; Path=/x,y; Secure                              | a=1,2,3; Path=/x,y; Secure
                    """)
    void loseTheirDomainAndNothingElse(String upstream, String ours) throws ServiceUnavailable {
        assertThat(of(List.of(upstream)).forOurHost()).containsExactly(ours);
    }

    @Test
    void stayAsManyLinesInTheSameOrder() throws ServiceUnavailable {
        List<String> lines = List.of("b=2; Path=/", "a=1; Path=/", "b=3; Path=/x");

        assertThat(of(lines).forOurHost()).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=1", "a", "; Path=/", "a=1\u0000", "a=\u001b[31m", "a=1; Path=/\u007f"})
    void areRefusedWhereTheyAreNone(String line) {
        assertThatThrownBy(() -> of(List.of(line)).forOurHost()).isInstanceOf(ServiceUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token=a; Path=/; HttpOnly, refresh_token=r; Path=/; HttpOnly",
                "access_token=a,refresh_token=r",
                "access_token=a, refresh_token=r; Path=/",
                "access_token=a; Max-Age=300 , refresh_token=r; Max-Age=600",
                "access_token=a; Path=/,\trefresh_token=r",
                "access_token=a; Expires=Wed, 21 Oct 2026 07:28:00 GMT, refresh_token=r; Path=/",
                "access_token=a; Expires=Wed, 21 Oct 2026 07:28:00 GMT,refresh_token=r; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
                "gone=; Max-Age=0, access_token=a; Path=/, refresh_token=r"
            })
    void areRefusedWhereLinesAreJoinedAndSentBackApart(String joined) {
        assertThatThrownBy(() -> of(List.of(joined)).forOurHost()).isInstanceOf(ServiceUnavailable.class);
        assertThat(of(List.of(joined)).asSentBack(NOW)).isEqualTo("access_token=a; refresh_token=r");
    }

    @Test
    void areRefusedWhereNoBrowserWouldKeepThemOrBringThemBack() throws ServiceUnavailable {
        assertThat(of(List.of("a=" + "x".repeat(4094))).forOurHost()).hasSize(1);
        assertThatThrownBy(() -> of(List.of("a=" + "x".repeat(4095))).forOurHost())
                .isInstanceOf(ServiceUnavailable.class);
        assertThatThrownBy(
                        () -> of(List.of("a=1; Path=/" + "x".repeat(4 * 1024))).forOurHost())
                .isInstanceOf(ServiceUnavailable.class);

        assertThat(of(numbered(SetCookies.MOST)).forOurHost()).hasSize(SetCookies.MOST);
        assertThatThrownBy(() -> of(numbered(SetCookies.MOST + 1)).forOurHost()).isInstanceOf(ServiceUnavailable.class);

        assertThat(of(Collections.nCopies(3, "a=" + "x".repeat(4000))).forOurHost())
                .hasSize(3);
        assertThatThrownBy(() ->
                        of(Collections.nCopies(4, "a=" + "x".repeat(4000))).forOurHost())
                .isInstanceOf(ServiceUnavailable.class);
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i + "=1").toList();
    }

    @Test
    void areSentBackAsABrowserWould() {
        assertThat(of(List.of(
                                "a=1; Path=/; Domain=x",
                                "gone=; Max-Age=0",
                                "past=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                                "b=2; Expires=Fri, 02-Jan-2026 04:00:00 GMT",
                                "over=1; Expires=Wednesday, 31-Dec-25 07:28:00 GMT",
                                "last=1; Max-Age=60; Max-Age=0"))
                        .asSentBack(NOW))
                .isEqualTo("a=1; b=2");
        assertThat(of(numbered(1_000)).asSentBack(NOW)).startsWith("c0=1; c1=1").hasSizeLessThanOrEqualTo(12 * 1024);
        assertThat(of(List.of()).asSentBack(NOW)).isEmpty();
    }

    @Test
    void areFoundByNameWithAndWithoutAPrefix() {
        SetCookies cookies = of(List.of(
                "refresh_token_old=no; Max-Age=1",
                "__Secure-refresh_token=yes; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "access_token=until; Expires=Fri, 02 Jan 2026 03:05:05 GMT",
                "csrftoken=session; Path=/"));

        assertThat(cookies.find(TokenCookie.REFRESH, NOW))
                .contains(new SetCookies.Cookie("yes", Duration.ofSeconds(60)));
        assertThat(cookies.find(TokenCookie.ACCESS, NOW))
                .contains(new SetCookies.Cookie("until", Duration.ofSeconds(60)));
        assertThat(of(List.of("access_token=session; Path=/", "access_token=; Max-Age=60"))
                        .find(TokenCookie.ACCESS, NOW))
                .isEmpty();
    }
}

package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.client.RecordingServer.Response;
import java.net.CookieManager;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The options of a client. */
class BuilderTest {
    private static final URI CLUSTER = URI.create("http://portcullis:8080");

    @AutoClose
    private final RecordingServer server =
            new RecordingServer(request -> request.path().contains("signin")
                    ? new Response(204, "", "Set-Cookie: access_token=t; Path=/; Secure; HttpOnly")
                    : new Response(200, """
                    {"keys": [], "signed_in": true}""", "Content-Type: application/json"));

    /** Resolves all names to the server. */
    private HttpClient proxied() {
        return HttpClient.newBuilder().proxy(ProxySelector.of(server.address())).build();
    }

    private static long selectorThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SelectorManager"))
                .count();
    }

    @Test
    void sharesTheThreadsOfAllClients() {
        PortcullisClient[] clients = new PortcullisClient[20];
        clients[0] = server.client();
        assertThat(clients[0].publicKeys().keys()).isEmpty();
        long before = selectorThreads();

        for (int i = 1; i < clients.length; i++) {
            clients[i] = server.client();
            assertThat(clients[i].publicKeys().keys()).isEmpty();
        }

        assertThat(selectorThreads()).isLessThanOrEqualTo(before);
    }

    @Test
    void connectsThroughAnotherHttpClient() {
        PortcullisClient client = PortcullisClient.builder(CLUSTER)
                .httpClient(proxied())
                .language("da")
                .build();

        assertThat(client.publicKeys().keys()).isEmpty();

        assertThat(server.requests).hasToString("[GET http://portcullis:8080/.well-known/jwks.json]");
        assertThat(server.requests.get(0).header("Accept-language")).isEqualTo("da");
    }

    @Test
    void refusesAnHttpClientThatMixesSessionsOrPassesThemOn() {
        PortcullisClient.Builder builder = PortcullisClient.builder(CLUSTER);
        HttpClient withCookies =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpClient redirected =
                HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

        assertThatThrownBy(() -> builder.httpClient(withCookies)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.httpClient(redirected)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesOtherUrls() {
        for (String url :
                new String[] {"auth.example.com", "ftp://a.example", "https:a", "https://a/?b", "https://a/#b"}) {
            assertThatThrownBy(() -> PortcullisClient.of(URI.create(url)))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keepsThePathPrefixOfTheService() {
        for (String prefix : new String[] {"", "/", "/sso", "/sso/"}) {
            server.requests.clear();

            PortcullisClient client = PortcullisClient.of(server.uri().resolve(prefix));

            assertThat(client.sessionState().signedIn()).isTrue();
            assertThat(client.publicKeys().keys()).isEmpty();
            String expected = prefix.replaceFirst("/$", "");
            assertThat(server.requests)
                    .hasToString(
                            "[GET " + expected + "/api/v1/auth/session/, GET " + expected + "/.well-known/jwks.json]");
        }
    }

    @Test
    void sendsSecureCookiesToLoopback() {
        PortcullisClient client = server.client();

        client.signIn("user@example.com", "secure_password", null);

        assertThat(client.sessionState().signedIn()).isTrue();
        assertThat(server.requests.get(1).header("Cookie")).isEqualTo("access_token=t");
    }

    @Test
    void sendsSecureCookiesOverHttpOnlyIfTheCallerWantsThat() {
        PortcullisClient.Builder builder = PortcullisClient.builder(CLUSTER).httpClient(proxied());

        assertThatThrownBy(() -> builder.build().signIn("user@example.com", "secure_password", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("https");
        PortcullisClient client = builder.sendSecureCookiesOverHttp().build();
        client.signIn("user@example.com", "secure_password", null);

        assertThat(client.sessionState().signedIn()).isTrue();
        assertThat(server.requests.get(2).header("Cookie")).isEqualTo("access_token=t");
    }
}

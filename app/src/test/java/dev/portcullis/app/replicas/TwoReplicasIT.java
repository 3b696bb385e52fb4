package dev.portcullis.app.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.Nginx;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two replicas on one database behind an nginx that asks them in turn: to callers they are one service. With
 * {@code -Dreplica=...} the second is another artifact than the build's own: a jar beside a native executable.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoReplicasIT {
    private static final int CALLERS = 8;
    private static final Duration LOAD = Duration.ofSeconds(5);

    /** More than the 30 seconds within which each replica knows of a key. */
    private static final Duration KEYS_ARE_KNOWN = Duration.ofSeconds(40);

    private final DatabaseServer database = new DatabaseServer();
    private final ExecutorService executor = Executors.newFixedThreadPool(32);
    private Map<String, String> settings;
    private ServiceProcess first;
    private ServiceProcess second;
    private Nginx proxy;
    private Api api;

    @BeforeAll
    void startTwoReplicasBehindAProxy() throws Exception {
        // Required in CI.
        assumeTrue(Nginx.isInstalled() || System.getenv("CI") != null);
        settings = new HashMap<>(database.start());
        settings.put("portcullis.cookies.secure", "false");
        settings.put("portcullis.trusted-proxies", "1");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        first = ServiceProcess.start("replica-1", as("one"));
        String other = System.getProperty("replica", "");
        second = other.isEmpty()
                ? ServiceProcess.start("replica-2", as("two"))
                : ServiceProcess.start("replica-2", as("two"), Path.of(other));
        proxy = ReverseProxy.before(first, second);
        api = new Api(proxy.base(), answer -> {});
    }

    private Map<String, String> as(String replica) {
        Map<String, String> named = new HashMap<>(settings);
        named.put("portcullis.audit.replica", replica);
        return named;
    }

    @AfterAll
    void stop() throws InterruptedException {
        executor.shutdownNow();
        if (proxy != null) {
            proxy.close();
        }
        if (second != null) {
            second.close();
        }
        if (first != null) {
            first.close();
        }
        database.stop();
    }

    private static List<String> column(String query) {
        return Query.column(DatabaseServer.dataSource(), query);
    }

    private static String sessionOf(String accessToken) throws Exception {
        String claims = new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), StandardCharsets.UTF_8);
        return claims.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
    }

    @Test
    @Order(1)
    void leadARaceOfRefreshesIntoOneChain() throws Exception {
        Answer signedIn = api.signIn(api.aSignedUpAddress(), Api.PASSWORD);
        String token = signedIn.cookie("refresh_token");

        List<CompletableFuture<Answer>> refreshes = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.refresh(token), executor))
                .toList();

        List<Answer> answers = refreshes.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsOnly(204);
        assertThat(answers.stream()
                        .map(answer -> answer.cookie("refresh_token"))
                        .distinct())
                .hasSize(1)
                .doesNotContain(token);
        assertThat(column("select distinct replica from audit_event where session_id = '"
                        + sessionOf(signedIn.cookie("access_token")) + "' and action = 'refresh'"))
                .containsExactlyInAnyOrder("one", "two");
    }

    /** By a client that keeps cookies as browsers do: each is sent only to the path that it has. */
    @Test
    @Order(1)
    void serveAPathPrefixThatTheProxyRemoves() throws Exception {
        String body = "{\"login\":\"%s\",\"password\":\"%s\"}"
                .formatted(api.aSignedUpAddress().value(), Api.PASSWORD);
        CookieManager cookies = new CookieManager();

        assertThat(statusOf(cookies, "POST", "/sso/api/v1/auth/signin/", body)).isEqualTo(204);

        assertThat(cookies.getCookieStore().getCookies())
                .extracting(HttpCookie::getName, HttpCookie::getPath)
                .containsExactlyInAnyOrder(tuple("access_token", "/"), tuple("refresh_token", "/sso/api/v1/auth/"));
        assertThat(statusOf(cookies, "GET", "/sso/api/v1/account/", "")).isEqualTo(200);
        assertThat(statusOf(cookies, "POST", "/sso/api/v1/auth/custom-refresh/", ""))
                .isEqualTo(204);
        assertThat(statusOf(cookies, "GET", "/sso/.well-known/jwks.json", "")).isEqualTo(200);
        assertThat(statusOf(cookies, "POST", "/sso/api/v1/auth/custom-logout/", ""))
                .isEqualTo(204);
        assertThat(cookies.getCookieStore().getCookies()).isEmpty();
    }

    private int statusOf(CookieManager cookies, String method, String path, String body) throws Exception {
        // Else the JDK sends them in the form of RFC 2965, quoted, as no browser does.
        cookies.getCookieStore().getCookies().forEach(cookie -> cookie.setVersion(0));
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        HttpRequest request = HttpRequest.newBuilder(proxy.base().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    @Order(2)
    void countWrongPasswordsTogether() throws SQLException {
        EmailAddress email = api.aSignedUpAddress();
        for (int i = 0; i < 10; i++) {
            assertThat(api.signIn(email, "a wrong password").status()).isEqualTo(401);
        }

        assertThat(api.signIn(email, "a wrong password").status()).isEqualTo(429);

        assertThat(column("select distinct replica from audit_event where type = 'authn_login_fail'"))
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    @Order(3)
    void changeToAnotherKeyTogether() throws Exception {
        TreeSet<String> before = keysOf(first);
        assertThat(keysOf(second)).isEqualTo(before);

        assertThat(CommandProcess.run(settings, "keys", "rotate", "--emergency").status())
                .isZero();

        Awaitility.await()
                .atMost(KEYS_ARE_KNOWN)
                .untilAsserted(() -> assertThat(keysOf(first))
                        .isEqualTo(keysOf(second))
                        .isNotEmpty()
                        .doesNotContainAnyElementsOf(before));
        Answer signedIn = api.signIn(api.aSignedUpAddress(), Api.PASSWORD);
        for (ServiceProcess replica : List.of(first, second)) {
            assertThat(new Api(replica.base(), answer -> {})
                            .account(signedIn.cookie("access_token"))
                            .status())
                    .isEqualTo(200);
        }
    }

    private static TreeSet<String> keysOf(ServiceProcess replica) {
        TreeSet<String> ids = new TreeSet<>();
        JsonNode document = new Api(replica.base(), answer -> {})
                .send("GET", "/.well-known/jwks.json", null)
                .json();
        document.path("keys").forEach(key -> ids.add(key.path("kid").asText()));
        return ids;
    }

    /** A client that continues with its latest token. */
    private static final class Client implements Runnable {
        private final Api api;
        private final Instant end;
        private final AtomicInteger asked;
        private final AtomicInteger again;
        private String token;

        Client(Api api, String token, Instant end, AtomicInteger asked, AtomicInteger again) {
            this.api = api;
            this.token = token;
            this.end = end;
            this.asked = asked;
            this.again = again;
        }

        @Override
        public void run() {
            while (Instant.now().isBefore(end)) {
                asked.incrementAndGet();
                Answer answer = refresh();
                if (answer == null) {
                    again.incrementAndGet();
                    answer = refresh();
                }
                assertThat(answer).isNotNull();
                assertThat(answer.status()).isEqualTo(204);
                token = answer.cookie("refresh_token");
            }
        }

        /** Null if a proxy responds, or nothing does. */
        private Answer refresh() {
            try {
                Answer answer = api.refresh(token);
                return answer.status() == 502 ? null : answer;
            } catch (UncheckedIOException broken) {
                return null;
            }
        }
    }

    @Test
    @Order(4)
    void goOnWhenOneDiesUnderLoad() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            tokens.add(api.signIn(api.aSignedUpAddress(), Api.PASSWORD).cookie("refresh_token"));
        }
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger again = new AtomicInteger();
        Instant end = Instant.now().plus(LOAD);
        List<CompletableFuture<Void>> clients = tokens.stream()
                .map(token -> CompletableFuture.runAsync(new Client(api, token, end, asked, again), executor))
                .toList();
        Thread.sleep(LOAD.dividedBy(3).toMillis());

        second.kill();
        int askedByThen = asked.get();

        clients.forEach(CompletableFuture::join);
        System.out.printf(
                "One of two replicas was killed under %d callers: %d refreshes, %d of them asked for again, none failed%n",
                CALLERS, asked.get(), again.get());
        assertThat(askedByThen).isGreaterThan(CALLERS);
        assertThat(asked.get()).isGreaterThan(askedByThen + CALLERS);
    }
}

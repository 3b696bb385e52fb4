package dev.portcullis.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a front end that a developer runs on another port: readable and let through alike, in development alone. */
class LocalPagesTest {
    private static final CrossOriginSettings DEVELOPMENT = new CrossOriginSettings(Set.of(), true);
    private static final CrossOriginSettings PRODUCTION =
            new CrossOriginSettings(Set.of("https://www.example.com"), false);

    private static Vertx vertx;
    private static HttpServer development;
    private static HttpServer production;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        development = serve(DEVELOPMENT);
        production = serve(PRODUCTION);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static HttpServer serve(CrossOriginSettings settings) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(new CorsFilter(settings)::handle);
        router.route().handler(http -> http.response().setStatusCode(404).end());
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static HttpResponse<Void> send(HttpServer server, String method, String origin) throws Exception {
        return send(server, method, "/api/v1/auth/signin/", origin);
    }

    private static HttpResponse<Void> send(HttpServer server, String method, String path, String origin)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:5173,            true",
        "http://localhost:3000,            true",
        "http://localhost,                 true",
        "http://127.0.0.1:4200,            true",
        "http://127.0.0.1,                 true",
        "https://localhost:5173,           false",
        "http://localhost:,                false",
        "http://localhost:123456,          false",
        "http://localhost:5173/,           false",
        "http://localhost.evil.example,    false",
        "http://localhost:80.evil.example, false",
        "http://evil.example:5173,         false",
        "http://evillocalhost:5173,        false",
        "http://app.localhost:5173,        false",
        "http://127.0.0.10:5173,           false",
        "http://127a0b0c1:5173,            false",
        "http://[::1]:5173,                false",
        "null,                             false",
        "https://www.example.com,          false"
    })
    void mayCallInDevelopmentByThePreflightTheAnswerAndTheCrossSiteCheckAlike(String origin, boolean allowed)
            throws Exception {
        HttpResponse<Void> preflight = send(development, "OPTIONS", origin);
        HttpResponse<Void> answer = send(development, "POST", origin);
        List<String> readableBy = allowed ? List.of(origin) : List.of();

        assertThat(preflight.statusCode()).isEqualTo(allowed ? 204 : 404);
        for (HttpResponse<Void> response : List.of(preflight, answer)) {
            assertThat(response.headers().allValues("Access-Control-Allow-Origin"))
                    .isEqualTo(readableBy);
            assertThat(response.headers().allValues("Access-Control-Allow-Credentials"))
                    .hasSize(allowed ? 1 : 0);
        }
        assertThat(new CsrfFilter(DEVELOPMENT, null, null)
                        .passes(List.of(origin), "same-site", "http", "localhost:8080"))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "//", "/;x", "/dev/state", "/dev;x/state", "/%64ev/state", "/api/../dev/mail", "/q/openapi"
            })
    void mayNotReadThePagesOfDevelopment(String path) throws Exception {
        for (String method : List.of("OPTIONS", "GET")) {
            assertThat(send(development, method, path, "http://localhost:5173")
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:5173,   false",
        "http://localhost,        false",
        "http://127.0.0.1:4200,   false",
        "https://www.example.com, true"
    })
    void mayNotInProductionWithoutBeingListed(String origin, boolean allowed) throws Exception {
        assertThat(send(production, "OPTIONS", origin)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin")
                        .isPresent())
                .isEqualTo(allowed);
        assertThat(new CsrfFilter(PRODUCTION, null, null)
                        .passes(List.of(origin), "same-site", "http", "localhost:8080"))
                .isEqualTo(allowed);
    }
}

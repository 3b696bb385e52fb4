package dev.portcullis.bench.steps;

import dev.portcullis.account.AccessToken;
import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.cookie.CookieSettings;
import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.http.problem.ProblemWriter;
import dev.portcullis.kernel.Ids;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Cookies and problems, for a request and a response that consist of headers. */
@State(Scope.Benchmark)
public class ResponseSteps {
    private static final Ids IDS = () -> new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L);
    private static final String PATH = "/api/v1/auth/signin/";

    private final HttpServerRequest request = request();
    private final CookieFactory cookies = bean(
            CookieFactory.class,
            new CookieSettings(true, "", CookieSameSite.LAX, CookieSameSite.STRICT),
            PresentedTokens.issuedUpstream());
    private final SessionTokens tokens = new SessionTokens(
            new AccessToken("x".repeat(600), Duration.ofMinutes(5)),
            new RefreshToken("x".repeat(80)),
            Duration.ofDays(14));
    private final Provider<?> none = () -> {
        throw new IllegalStateException("not needed for this problem");
    };
    private final ProblemWriter problems = bean(ProblemWriter.class, bean(RequestIds.class, IDS), none);

    /** Creates an object that usually CDI creates. */
    private static <T> T bean(Class<T> type, Object... dependencies) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance(dependencies));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServerRequest request() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Accept-Language", "da-DK,da;q=0.9,en;q=0.8")
                .add("Cookie", "refresh_token=" + "x".repeat(80));
        return proxy(
                HttpServerRequest.class,
                Map.of("headers", headers, "path", PATH, "response", proxy(HttpServerResponse.class, Map.of())));
    }

    /** An object whose methods return fixed values; the others return null or, for chaining, the object itself. */
    private static <T> T proxy(Class<T> type, Map<String, Object> results) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (object, method, arguments) -> {
                    Object result = results.get(method.getName());
                    return result == null && method.getReturnType() == type ? object : result;
                });
        return type.cast(proxy);
    }

    @Benchmark
    public List<String> setCookies() {
        return cookies.issue(tokens, request);
    }

    /** The whole problem response, headers included. */
    @Benchmark
    public MultiMap renderProblem() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        HttpServerResponse response = proxy(
                HttpServerResponse.class,
                Map.of(
                        "ended",
                        false,
                        "closed",
                        false,
                        "headWritten",
                        false,
                        "headers",
                        headers,
                        "end",
                        Future.succeededFuture()));
        Map<String, Object> http = new HashMap<>();
        http.put("request", request);
        http.put("response", response);
        http.put("normalizedPath", PATH);
        problems.send(proxy(RoutingContext.class, http), Problem.of(ProblemCode.INVALID_CREDENTIALS));
        return headers;
    }
}

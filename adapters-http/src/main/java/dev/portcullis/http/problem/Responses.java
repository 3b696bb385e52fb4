package dev.portcullis.http.problem;

import dev.portcullis.http.upstream.CurrentExchange;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.Result;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Turns the result of a use case into a response; a refusal becomes a problem. */
public final class Responses {
    private Responses() {}

    /** The upstream's response, or else our own; throws a {@link ProblemException} if the result was refused. */
    public static <T> RestResponse<Object> relayed(
            RoutingContext http, Result<T> result, Function<? super T, RestResponse<Object>> response) {
        requireDone(http, result);
        UpstreamResponse upstream = CurrentExchange.responseOf(http);
        return upstream == null ? response.apply(result.value()) : upstream.toResponse();
    }

    /** 200; throws a {@link ProblemException} if the result was refused. */
    public static <T, R> RestResponse<R> ok(Result<T> result, Function<? super T, ? extends R> body) {
        requireDone(result);
        return RestResponse.ok(body.apply(result.value()));
    }

    /** 202; throws a {@link ProblemException} if the result was refused. */
    public static RestResponse<Void> accepted(Result<?> result) {
        requireDone(result);
        return RestResponse.accepted();
    }

    /** 204; throws a {@link ProblemException} if the result was refused. */
    public static RestResponse<Void> noContent(Result<?> result) {
        requireDone(result);
        return RestResponse.noContent();
    }

    /** 200 that sets cookies. */
    public static RestResponse<Object> ok(Object body, List<String> cookies) {
        return setting(cookies, ResponseBuilder.ok(body));
    }

    /** 204 that sets cookies. */
    public static RestResponse<Object> noContent(List<String> cookies) {
        return setting(cookies, ResponseBuilder.noContent());
    }

    private static RestResponse<Object> setting(List<String> cookies, ResponseBuilder<Object> response) {
        cookies.forEach(line -> response.header(HttpHeaders.SET_COOKIE, line));
        return response.build();
    }

    /** Throws a {@link ProblemException} if the result was refused. */
    public static void requireDone(Result<?> result) {
        throwIfRefused(result, null);
    }

    /** As {@link #requireDone(Result)}, with what the upstream refused with, if it did. */
    public static void requireDone(RoutingContext http, Result<?> result) {
        throwIfRefused(result, CurrentExchange.responseOf(http));
    }

    private static void throwIfRefused(Result<?> result, @Nullable UpstreamResponse upstream) {
        if (result.isRefused()) {
            throw OutcomeProblems.of(result.refusal(), upstream).toException();
        }
    }
}

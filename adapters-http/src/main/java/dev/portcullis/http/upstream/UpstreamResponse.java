package dev.portcullis.http.upstream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the upstream responded, validated, within limits, and adapted to our host.
 *
 * @param status 2xx, or a 4xx that is about the caller's request and not about ours
 * @param json the body of a 2xx, byte for byte; empty if there was none
 * @param cookies the values of {@code Set-Cookie}
 * @param retryAfter the time after which a retry makes sense; null if the upstream did not report it
 * @param error the reason in a 4xx; null if there is none in a form that we understand
 */
public record UpstreamResponse(
        int status,
        String json,
        List<String> cookies,
        @Nullable Duration retryAfter,
        @Nullable UpstreamError error) {

    public UpstreamResponse {
        cookies = List.copyOf(cookies);
    }

    /** A 2xx for the caller. */
    public RestResponse<Object> toResponse() {
        return toResponse(List.of());
    }

    /** As {@link #toResponse()}, with more cookies. */
    public RestResponse<Object> toResponse(List<String> moreCookies) {
        ResponseBuilder<Object> answer = ResponseBuilder.create(status);
        if (!json.isEmpty()) {
            answer.entity(json).type(MediaType.APPLICATION_JSON_TYPE);
        }
        cookies.forEach(line -> answer.header(HttpHeaders.SET_COOKIE, line));
        moreCookies.forEach(line -> answer.header(HttpHeaders.SET_COOKIE, line));
        return answer.build();
    }

    /** The cookies are as good as a password. */
    @Override
    public String toString() {
        return "UpstreamResponse[" + status + "]";
    }
}

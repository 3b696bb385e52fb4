package dev.portcullis.http.passage;

import dev.portcullis.kernel.Passage;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a provider elsewhere answered, checked, within bounds, and fit for our host.
 *
 * @param status as it was sent: 2xx, or a 4xx that is about the caller's request and not about ours
 * @param json the body of a 2xx, byte for byte; empty when it had none
 * @param cookies lines of {@code Set-Cookie}
 * @param retryAfter when another try makes sense, if that was told
 * @param words what a 4xx said of its reason, if that is understood
 */
public record Answered(
        int status,
        String json,
        List<String> cookies,
        @Nullable Duration retryAfter,
        @Nullable ProviderWords words) implements Passage {

    public Answered {
        cookies = List.copyOf(cookies);
    }

    /** Every passage there is comes from the client of a provider, and is one of these. */
    public static Answered of(Passage passage) {
        if (passage instanceof Answered answered) {
            return answered;
        }
        throw new IllegalArgumentException("a passage that did not come by HTTP");
    }

    /** A 2xx for the caller as it came for us. */
    public RestResponse<Object> toResponse() {
        return toResponse(List.of());
    }

    /** As {@link #toResponse()}, with more lines of {@code Set-Cookie}. */
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
        return "Answered[" + status + "]";
    }
}

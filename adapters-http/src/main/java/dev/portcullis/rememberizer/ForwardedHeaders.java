package dev.portcullis.rememberizer;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.upstream.UpstreamRequest;
import dev.portcullis.session.RefreshToken;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header fields of a call to the upstream; null for those that are not sent. */
final class ForwardedHeaders {
    static final ForwardedHeaders NONE = new ForwardedHeaders(null, null, null, null);

    @HeaderParam(HttpHeaders.COOKIE)
    final @Nullable String cookies;

    @HeaderParam(HttpHeaders.AUTHORIZATION)
    final @Nullable String authorization;

    @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE)
    final @Nullable String languages;

    @HeaderParam("X-Forwarded-For")
    final @Nullable String address;

    private ForwardedHeaders(
            @Nullable String cookies,
            @Nullable String authorization,
            @Nullable String languages,
            @Nullable String address) {
        this.cookies = cookies;
        this.authorization = authorization;
        this.languages = languages;
        this.address = address;
    }

    /** The header fields of the caller's request. */
    static ForwardedHeaders of(UpstreamRequest request, boolean withAddress) {
        String address = request.address().value();
        return new ForwardedHeaders(
                joined("; ", request.cookies()),
                // Which of several fields counts would be up to the reader, so none is sent.
                request.authorization().size() == 1 ? request.authorization().get(0) : null,
                joined(", ", request.languages()),
                withAddress && !address.isEmpty() ? address : null);
    }

    private static @Nullable String joined(String separator, List<String> values) {
        return values.isEmpty() ? null : String.join(separator, values);
    }

    static ForwardedHeaders showing(BearerToken token) {
        return token.reveal().isEmpty() ? NONE : new ForwardedHeaders(null, "Bearer " + token.reveal(), null, null);
    }

    static ForwardedHeaders showing(@Nullable RefreshToken token) {
        return token == null ? NONE : withCookies("refresh_token=" + token.reveal());
    }

    static ForwardedHeaders withCookies(String cookies) {
        return new ForwardedHeaders(cookies, null, null, null);
    }
}

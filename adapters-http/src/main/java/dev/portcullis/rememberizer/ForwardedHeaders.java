package dev.portcullis.rememberizer;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.upstream.UpstreamRequest;
import dev.portcullis.session.RefreshToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that go up with a call; null for those that do not. Of what a caller sent these are all: its cookies,
 * its proof, its languages and, where the operator wants it, its address.
 */
record ForwardedHeaders(
        @Nullable String cookies,
        @Nullable String authorization,
        @Nullable String languages,
        @Nullable String address) {

    static final ForwardedHeaders NONE = new ForwardedHeaders(null, null, null, null);

    /** The header fields of the caller's request. */
    static ForwardedHeaders of(UpstreamRequest request, boolean withAddress) {
        String address = request.address().value();
        return new ForwardedHeaders(
                joined("; ", request.cookies()),
                // Several fields are none: which of them counts would be up to the reader.
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

    /** Most of it is as good as a password. */
    @Override
    public String toString() {
        return "ForwardedHeaders[redacted]";
    }
}

package dev.portcullis.http.session;

import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.signingkey.PublicKeys;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/.well-known/jwks.json")
@Singleton
@Tag(name = "keys")
@LocalOnly
class PublicKeysResource {
    private static final String CACHE_CONTROL = "public, max-age=" + PublicKeys.CACHE_LIFETIME.toSeconds();

    private final PublicKeys keys;

    PublicKeysResource(PublicKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Problems({})
    @Operation(operationId = "publicKeys", summary = "Get the public keys that verify access tokens")
    @APIResponseSchema(
            value = PublicKeysBody.class,
            responseCode = "200",
            responseDescription = "The retiring, current and next keys. May be cached for five minutes.")
    public RestResponse<PublicKeysBody> publicKeys() {
        return ResponseBuilder.ok(PublicKeysBody.of(keys.published()))
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .build();
    }
}

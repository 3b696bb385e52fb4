package dev.portcullis.http.session;

import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemBody;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.http.problem.ProblemWriter;
import dev.portcullis.signingkey.PublicKeys;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/.well-known/jwks.json")
@Singleton
@Tag(name = "keys")
class PublicKeysResource {
    private static final String CACHE_CONTROL = "public, max-age=" + PublicKeys.CACHE_LIFETIME.toSeconds();

    private final PublicKeys keys;

    PublicKeysResource(PublicKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "publicKeys", summary = "The keys by which anyone can check our access tokens")
    @APIResponse(
            responseCode = "200",
            description = "Those that have signed, sign, or will sign tokens. May be kept for five minutes.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PublicKeysBody.class)))
    @APIResponse(
            responseCode = "404",
            description = "`not_found`: the tokens are those of a service behind this one.",
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "500", ref = "InternalError")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public RestResponse<PublicKeysBody> publicKeys() {
        List<PublicKeys.PublicKey> published = keys.published();
        if (published.isEmpty()) {
            // Tokens are another's then. An empty set would look like keys that are lost.
            throw Problem.of(ProblemCode.NOT_FOUND).toException();
        }
        return ResponseBuilder.ok(PublicKeysBody.of(published))
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .build();
    }
}

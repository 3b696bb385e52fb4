package dev.portcullis.http.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.route.LocalOnly;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Tells a page whether its browser has a session, without an error response, which browsers log. Under the path of the
 * refresh cookie, so that browsers send it. Asks no store and checks no token: the page only learns what it could tell
 * from the cookie if it could read it.
 */
@Path("/api/v1/auth/session/")
@Singleton
@Tag(name = "session")
@LocalOnly
class SessionStateResource {
    private final CookieFactory cookies;

    SessionStateResource(CookieFactory cookies) {
        this.cookies = cookies;
    }

    @RegisterForReflection
    @Schema(name = "SessionState")
    record Body(
            @Schema(
                    required = true,
                    description = "Whether the request has a refresh token. Its session may have ended since.")
            @JsonProperty("signed_in")
            boolean signedIn) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Problems({})
    @Operation(
            operationId = "sessionState",
            summary = "Find out whether this browser is signed in",
            description = "Never 401. Reads the cookie `refresh_token`, which browsers send to `/api/v1/auth/` only.")
    @APIResponseSchema(
            value = Body.class,
            responseCode = "200",
            responseDescription = "Whether there is a session to refresh.")
    public RestResponse<Body> state(@Context RoutingContext http) {
        return RestResponse.ok(new Body(cookies.refreshToken(http.request()).isPresent()));
    }
}

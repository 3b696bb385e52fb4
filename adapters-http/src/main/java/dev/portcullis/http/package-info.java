/**
 * The REST API, feature by feature. This page itself holds what the OpenAPI document says once for all routes.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Portcullis",
                        version = "v1",
                        description = "Accounts, sessions and the proof of e-mail addresses. Each path works with and "
                                + "without the slash at its end. Texts in answers follow `Accept-Language` (en, da).",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "bearer",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    bearerFormat = "JWT",
                                    description = "An access token, or for `verify-email/` the verification token of "
                                            + "the sign-up."),
                            @SecurityScheme(
                                    securitySchemeName = "accessCookie",
                                    type = SecuritySchemeType.APIKEY,
                                    in = SecuritySchemeIn.COOKIE,
                                    apiKeyName = "access_token",
                                    description = "Set by sign-in and refresh. An operator may have put `__Secure-` or "
                                            + "`__Host-` before the name."),
                            @SecurityScheme(
                                    securitySchemeName = "refreshCookie",
                                    type = SecuritySchemeType.APIKEY,
                                    in = SecuritySchemeIn.COOKIE,
                                    apiKeyName = "refresh_token",
                                    description = "Set by sign-in and refresh; sent to `/api/v1/auth/` alone.")
                        },
                        responses = {
                            @APIResponse(
                                    name = "CrossSite",
                                    description = "`cross_site_request`: a page of another site made this request.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "BodyTooLarge",
                                    description = "`body_too_large`: more than 16 KiB.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "UnsupportedMediaType",
                                    description = "`unsupported_media_type`: the body is not `application/json`.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "RateLimited",
                                    description = "`rate_limited`: too many calls.",
                                    headers =
                                            @Header(
                                                    name = "Retry-After",
                                                    description = "Seconds to wait.",
                                                    schema = @Schema(type = SchemaType.INTEGER, minimum = "1")),
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "InternalError",
                                    description =
                                            "`internal_error`: a fault of ours. The log has it under `request_id`.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "Unavailable",
                                    description = "`database_unavailable`, `audit_unavailable` or `overloaded`.",
                                    headers =
                                            @Header(
                                                    name = "Retry-After",
                                                    description = "Seconds to wait.",
                                                    schema = @Schema(type = SchemaType.INTEGER, minimum = "1")),
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class)))
                        }))
@NullMarked
@CheckReturnValue
package dev.portcullis.http;

import dev.portcullis.http.problem.ProblemBody;
import dev.portcullis.kernel.CheckReturnValue;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.NullMarked;

/**
 * The REST API, feature by feature. This page itself holds what the OpenAPI document says once for all routes.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Portcullis",
                        // Of the API, as in its paths. Settings of Quarkus by the same names have no effect beside
                        // this.
                        version = "v1",
                        description = "Accounts, sessions and the proof of e-mail addresses. Each path works with and "
                                + "without the slash at its end. Texts in answers follow `Accept-Language` (en, da).\n\n"
                                + "Sign-in and refresh set the cookies `access_token` and `refresh_token` (an operator "
                                + "may have put `__Secure-` or `__Host-` before the names). A browser sends them by "
                                + "itself, and no page can: so they are no security scheme here, and an operation that "
                                + "takes the cookie `access_token` lists its other schemes as optional.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "bearer",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    bearerFormat = "JWT",
                                    description = "An access token, where a client does not send the cookie "
                                            + "`access_token`. This header wins over the cookie."),
                            @SecurityScheme(
                                    securitySchemeName = "verificationToken",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    bearerFormat = "JWT",
                                    description = "The `verification_token` of a sign-up, for `verify-email/` only.")
                        },
                        parameters = {
                            @Parameter(
                                    name = "from",
                                    in = ParameterIn.QUERY,
                                    description = "The earliest time, itself included (RFC 3339).",
                                    schema = @Schema(type = SchemaType.STRING, format = "date-time")),
                            @Parameter(
                                    name = "until",
                                    in = ParameterIn.QUERY,
                                    description = "The time before which events lie, itself not included (RFC 3339).",
                                    schema = @Schema(type = SchemaType.STRING, format = "date-time")),
                            @Parameter(
                                    name = "type",
                                    in = ParameterIn.QUERY,
                                    description = "The type of event.",
                                    schema = @Schema(type = SchemaType.STRING)),
                            @Parameter(
                                    name = "outcome",
                                    in = ParameterIn.QUERY,
                                    description = "What became of the attempt.",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.STRING,
                                                    enumeration = {"success", "refused", "failed", "unknown"})),
                            @Parameter(
                                    name = "account",
                                    in = ParameterIn.QUERY,
                                    description = "The id of an account.",
                                    schema = @Schema(type = SchemaType.STRING, format = "uuid")),
                            @Parameter(
                                    name = "session",
                                    in = ParameterIn.QUERY,
                                    description = "The id of a session.",
                                    schema = @Schema(type = SchemaType.STRING, format = "uuid")),
                            @Parameter(
                                    name = "address",
                                    in = ParameterIn.QUERY,
                                    description = "The address of a caller, as events have it.",
                                    schema = @Schema(type = SchemaType.STRING, maxLength = 64))
                        },
                        responses = {
                            @APIResponse(
                                    name = "BadQuery",
                                    description = "`validation_failed`: `errors` names each parameter at fault.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "NotAuthenticated",
                                    description = "`not_authenticated`: no token, or none that is good for this.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "Forbidden",
                                    description = "`forbidden`: signed in, but in none of the groups that may; or "
                                            + "`cross_site_request`: a page of another site made this request.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "NotFound",
                                    description = "`not_found`: there is no such thing, or accounts are not kept here.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
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
                                    description = "`rate_limited`: too many calls from this address, or too many wrong "
                                            + "passwords for this login.",
                                    headers = {
                                        @Header(
                                                name = "Retry-After",
                                                description = "Seconds to wait.",
                                                schema = @Schema(type = SchemaType.INTEGER, minimum = "1")),
                                        @Header(
                                                name = "RateLimit-Policy",
                                                description = "How many calls an address has for this action (`q`), "
                                                        + "and in how many seconds all of them come back (`w`).",
                                                schema = @Schema(type = SchemaType.STRING)),
                                        @Header(
                                                name = "RateLimit",
                                                description = "How many of these calls are left (`r`), and in how "
                                                        + "many seconds there is one more (`t`).",
                                                schema = @Schema(type = SchemaType.STRING))
                                    },
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
                                    name = "UpstreamRefused",
                                    description =
                                            "As a gateway: the service behind this one refused, with this status; "
                                                    + "`upstream_refused`, or the code above that fits. `upstream` has its "
                                                    + "own words.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "UpstreamInvalid",
                                    description = "As a gateway, `upstream_invalid`: the service behind this one "
                                            + "answered with something that cannot be passed on.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "UpstreamTimeout",
                                    description = "As a gateway, `upstream_timeout`: the service behind this one did "
                                            + "not answer in time.",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemBody.class))),
                            @APIResponse(
                                    name = "Unavailable",
                                    description = "`database_unavailable`, `audit_unavailable`, `overloaded` or, as a "
                                            + "gateway, `upstream_unavailable`; at sign-up and sign-in also "
                                            + "`captcha_unavailable`, for a new password "
                                            + "`password_check_unavailable`.",
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
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.NullMarked;

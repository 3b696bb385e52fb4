/**
 * The REST API, feature by feature. This file has the parts of the OpenAPI document that belong to no single route;
 * {@link dev.portcullis.http.problem.ProblemResponses} adds the problems.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Portcullis",
                        // The version of the API, as in its paths. Takes precedence over the settings of Quarkus.
                        version = "v1",
                        description = "Accounts, sessions and e-mail verification. Each path works with and without a "
                                + "trailing slash. Texts in responses follow `Accept-Language` (en, da).\n\n"
                                + "Sign-in and refresh set the cookies `access_token` and `refresh_token`, with the "
                                + "prefix `__Secure-` or `__Host-` if the operator has configured one. Browsers send "
                                + "them and pages cannot, so they are not security schemes here. Operations that "
                                + "accept the cookie `access_token` list their other schemes as optional.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "bearer",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    bearerFormat = "JWT",
                                    description =
                                            "An access token, for clients that do not send the cookie `access_token`."
                                                    + " The header takes precedence over the cookie."),
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
                                    description = "Start of the time range, inclusive (RFC 3339).",
                                    schema = @Schema(type = SchemaType.STRING, format = "date-time")),
                            @Parameter(
                                    name = "until",
                                    in = ParameterIn.QUERY,
                                    description = "End of the time range, exclusive (RFC 3339).",
                                    schema = @Schema(type = SchemaType.STRING, format = "date-time")),
                            @Parameter(
                                    name = "type",
                                    in = ParameterIn.QUERY,
                                    description = "The type of event.",
                                    schema = @Schema(type = SchemaType.STRING)),
                            @Parameter(
                                    name = "outcome",
                                    in = ParameterIn.QUERY,
                                    description = "The outcome of the attempt.",
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
                                    description = "The client address, as in events.",
                                    schema = @Schema(type = SchemaType.STRING, maxLength = 64))
                        }))
package dev.portcullis.http;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

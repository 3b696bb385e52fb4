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
                        description = "Accounts, sessions and the proof of e-mail addresses. Each path works with and"
                            + " without the slash at its end. Texts in answers follow `Accept-Language` (en, da).\n\n"
                            + "Sign-in and refresh set the cookies `access_token` and `refresh_token` (an operator may"
                            + " have put `__Secure-` or `__Host-` before the names). A browser sends them by itself,"
                            + " and no page can: so they are no security scheme here, and an operation that takes the"
                            + " cookie `access_token` lists its other schemes as optional.",
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
                        }))
@NullMarked
@CheckReturnValue
package dev.portcullis.http;

import dev.portcullis.kernel.CheckReturnValue;
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
import org.jspecify.annotations.NullMarked;


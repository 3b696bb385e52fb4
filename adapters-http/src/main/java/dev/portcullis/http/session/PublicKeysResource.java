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
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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

    /** A JSON Web Key Set (RFC 7517, 5). */
    @Schema(name = "JsonWebKeySet")
    record KeySet(@Schema(required = true) List<JsonWebKey> keys) {

        /** An elliptic-curve key (RFC 7518, 6.2.1). */
        @Schema(name = "JsonWebKey")
        record JsonWebKey(
                @Schema(required = true, enumeration = "EC") String kty,

                @Schema(required = true, enumeration = "P-256")
                String crv,

                @Schema(required = true, pattern = "^[A-Za-z0-9_-]{43}$")
                String x,

                @Schema(required = true, pattern = "^[A-Za-z0-9_-]{43}$")
                String y,

                @Schema(required = true) String kid,

                @Schema(required = true, enumeration = "sig")
                String use,

                @Schema(required = true, enumeration = "ES256")
                String alg) {

            /** Coordinates have the octets of the field, leading zeros included (RFC 7518, 6.2.1.2). */
            private static final int OCTETS = 32;

            static JsonWebKey of(PublicKeys.PublicKey key) {
                return new JsonWebKey(
                        "EC",
                        "P-256",
                        coordinate(key.key().getW().getAffineX()),
                        coordinate(key.key().getW().getAffineY()),
                        key.id(),
                        "sig",
                        "ES256");
            }

            private static String coordinate(BigInteger value) {
                byte[] signed = value.toByteArray();
                byte[] octets = new byte[OCTETS];
                int length = Math.min(signed.length, OCTETS);
                System.arraycopy(signed, signed.length - length, octets, OCTETS - length, length);
                return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
            }
        }

        static KeySet of(List<PublicKeys.PublicKey> keys) {
            return new KeySet(keys.stream().map(JsonWebKey::of).toList());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Problems({})
    @Operation(operationId = "publicKeys", summary = "Get the public keys that verify access tokens")
    @APIResponseSchema(
            value = KeySet.class,
            responseCode = "200",
            responseDescription = "The retiring, current and next keys. May be cached for five minutes.")
    public RestResponse<KeySet> publicKeys() {
        return ResponseBuilder.ok(KeySet.of(keys.published()))
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .build();
    }
}

package dev.portcullis.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.session.PublicKeysResource.KeySet.JsonWebKey;
import dev.portcullis.signingkey.PublicKeys;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeySetTest {
    /** The key of RFC 7515, A.3.1. */
    private static final String RFC_X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";

    private static final String RFC_Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

    @Test
    void writesTheMembersOfAJsonWebKey() {
        PublicKeysResource.KeySet body = PublicKeysResource.KeySet.of(List.of(new PublicKeys.PublicKey(
                "k1", new Key(new BigInteger(1, decoded(RFC_X)), new BigInteger(1, decoded(RFC_Y))))));

        assertThat(body.keys()).containsExactly(new JsonWebKey("EC", "P-256", RFC_X, RFC_Y, "k1", "sig", "ES256"));
    }

    @Test
    void writesCoordinatesWithTheirLeadingZeros() {
        JsonWebKey key = JsonWebKey.of(new PublicKeys.PublicKey("k1", new Key(BigInteger.ONE, BigInteger.TWO)));

        assertThat(decoded(key.x())).hasSize(32).endsWith(1).startsWith(0);
        assertThat(decoded(key.y())).hasSize(32).endsWith(2).startsWith(0);
    }

    @Test
    void writesCoordinatesWithoutAByteForTheirSign() {
        BigInteger highBitSet = BigInteger.ONE.shiftLeft(255);
        JsonWebKey key = JsonWebKey.of(new PublicKeys.PublicKey("k1", new Key(highBitSet, BigInteger.ZERO)));

        assertThat(decoded(key.x())).hasSize(32).startsWith(0x80);
        assertThat(decoded(key.y())).isEqualTo(new byte[32]);
    }

    private static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private record Key(BigInteger x, BigInteger y) implements ECPublicKey {
        @Override
        public ECPoint getW() {
            return new ECPoint(x, y);
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] getEncoded() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ECParameterSpec getParams() {
            throw new UnsupportedOperationException();
        }
    }
}

package dev.portcullis.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The contract of {@link SealKey}. */
public interface SealKeyContract {
    SealKey key();

    /** One that does not know the {@link #key}, nor the other way round. */
    SealKey another();

    private static byte[] aMessage() {
        return new byte[] {1, 2, 3, 4};
    }

    @Test
    default void vouchesForWhatItSigned() {
        SealKey key = key();
        byte[] signature = key.sign(aMessage());

        assertThat(signature).hasSizeBetween(1, 512);
        assertThat(key.id()).hasSizeBetween(1, 64);
        assertThat(key.knows(key.id())).isTrue();
        assertThat(key.verify(key.id(), aMessage(), signature)).isTrue();
    }

    @Test
    default void vouchesForNothingElse() {
        SealKey key = key();
        byte[] signature = key.sign(aMessage());

        for (int i = 0; i < aMessage().length; i++) {
            byte[] otherMessage = aMessage();
            otherMessage[i] ^= 1;
            assertThat(key.verify(key.id(), otherMessage, signature)).isFalse();
        }
        for (int i = 0; i < signature.length; i++) {
            byte[] otherSignature = signature.clone();
            otherSignature[i] ^= 1;
            assertThat(key.verify(key.id(), aMessage(), otherSignature)).isFalse();
        }
        assertThat(key.verify(key.id(), aMessage(), Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(key.verify(key.id(), aMessage(), new byte[0])).isFalse();
        assertThat(key.verify(key.id(), aMessage(), another().sign(aMessage()))).isFalse();
    }

    @Test
    default void doesNotKnowAKeyOfSomeoneElse() {
        assertThat(key().knows(another().id())).isFalse();
        assertThat(key().knows("")).isFalse();
    }
}

package dev.portcullis.app.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2LibraryTest {
    private static final Argon2id JAVA = new BouncyCastleArgon2id(1, Argon2Cost.OWASP);

    /** An implementation that changes the right tag. */
    private static Argon2id changed(UnaryOperator<byte[]> change) {
        return new Argon2id() {
            @Override
            public String name() {
                return "changed";
            }

            @Override
            public byte[] tag(byte[] input, Argon2Cost cost, byte[] salt, int length) {
                return change.apply(JAVA.tag(input, cost, salt, length));
            }
        };
    }

    @Test
    void testsItselfWithAKnownAnswer() {
        assertThat(Argon2Library.isCorrect(JAVA)).isTrue();
        assertThat(Argon2Library.isCorrect(changed(tag -> tag))).isTrue();
        assertThat(Argon2Library.isCorrect(changed(tag -> new byte[tag.length])))
                .isFalse();
        assertThat(Argon2Library.isCorrect(changed(tag -> {
                    tag[31] ^= 1;
                    return tag;
                })))
                .isFalse();
        assertThat(Argon2Library.isCorrect(changed(tag -> {
                    throw new IllegalStateException("libargon2 failed with error -22");
                })))
                .isFalse();
    }

    /** The last one is a library, with no such function. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "libargon2.so.99", "/no/such/file.so", "libc.so.6"})
    void isBouncyCastleWhereTheLibraryCannotBeUsed(String file) {
        assertThat(new Argon2Library(file).open(1, Argon2Cost.OWASP).name()).isEqualTo("bouncycastle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "folder/libargon2.so", "./libargon2.so", "../libargon2.so", "/lib/a\0.so", "a\nb", "/"})
    void isAFileNameOrAnAbsolutePath(String file) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Library(file));
    }
}

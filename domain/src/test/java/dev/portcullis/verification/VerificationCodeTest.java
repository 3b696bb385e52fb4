package dev.portcullis.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationCodeTest {
    @Test
    void hasSixDigitsAndKeepsLeadingZeros() {
        VerificationCode code = VerificationCode.random(new Random() {
            @Override
            public int nextInt(int bound) {
                assertThat(bound).isEqualTo(1_000_000);
                return 42;
            }
        });

        assertThat(code.reveal()).isEqualTo("000042");
    }

    @Test
    void hasEveryFirstDigitEquallyOften() {
        Random random = new Random(1);
        int[] counts = new int[10];
        IntStream.range(0, 100_000)
                .forEach(i -> counts[VerificationCode.random(random).reveal().charAt(0) - '0']++);

        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "12345a", "12 456", " 123456", "١٢٣٤٥٦", "１２３４５６", "-12345"})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> new VerificationCode(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void neverShowsItself() {
        assertThat("" + new VerificationCode("123456")).doesNotContain("123456");
    }
}

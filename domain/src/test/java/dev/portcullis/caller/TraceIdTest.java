package dev.portcullis.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {
    @Test
    void isThirtyTwoHexadecimalDigits() {
        assertThat(new TraceId("4bf92f3577b34da6a3ce929d0e0e4736")).hasToString("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000000000000000000000000000",
                "4BF92F3577B34DA6A3CE929D0E0E4736",
                "4bf92f3577b34da6a3ce929d0e0e473",
                "4bf92f3577b34da6a3ce929d0e0e47360",
                "4bf92f3577b34da6a3ce929d0e0e473\n"
            })
    void refusesWhatIsNoTrace(String text) {
        assertThat(TraceId.isTraceId(text)).isFalse();
        assertThatThrownBy(() -> new TraceId(text)).isInstanceOf(InvalidValue.class);
    }
}

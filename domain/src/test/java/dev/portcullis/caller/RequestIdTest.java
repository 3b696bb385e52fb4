package dev.portcullis.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import org.junit.jupiter.api.Test;

class RequestIdTest {
    @Test
    void takesUpTo64SafeCharacters() {
        assertThat(new RequestId("a".repeat(64)).value()).hasSize(64);
        assertThat(RequestId.isSafe("a".repeat(65))).isFalse();
        assertThat(RequestId.isSafe("")).isFalse();
    }

    @Test
    void refusesWhatCouldForgeALogLine() {
        assertThatThrownBy(() -> new RequestId("a\nb")).isInstanceOf(InvalidValue.class);
        assertThat(RequestId.isSafe("a b")).isFalse();
        assertThat(RequestId.isSafe("a\n")).isFalse();
        assertThat(RequestId.isSafe("æ")).isFalse();
    }
}

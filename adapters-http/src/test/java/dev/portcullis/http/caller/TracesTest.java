package dev.portcullis.http.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.TraceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void readsTheTraceOfThisVersionAndOfThoseToCome() {
        assertThat(Traces.of("00-" + TRACE + "-00f067aa0ba902b7-01")).isEqualTo(new TraceId(TRACE));
        assertThat(Traces.of("01-" + TRACE + "-00f067aa0ba902b7-01-more")).isEqualTo(new TraceId(TRACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "4bf92f3577b34da6a3ce929d0e0e4736"
            })
    void overlooksWhatIsNone(String header) {
        assertThat(Traces.of(header)).isNull();
    }
}

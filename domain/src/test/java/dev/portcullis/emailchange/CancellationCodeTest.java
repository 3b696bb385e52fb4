package dev.portcullis.emailchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationCodeTest {
    private static final UUID BITS = UUID.fromString("f414e2db-15fc-e3bb-6666-e41e3257205d");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f414e2db-15fc-e3bb-6666-e41e3257205d",
                " F414E2DB15FCE3BB6666E41E3257205D ",
                "f414 e2db 15fc e3bb 6666 e41e 3257 205d"
            })
    void isReadAsPeopleCopyIt(String text) {
        assertThat(new CancellationCode(text)).isEqualTo(CancellationCode.of(BITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "123456",
                "f414e2db-15fc-e3bb-6666-e41e3257205",
                "f414e2db-15fc-e3bb-6666-e41e3257205d0",
                "g414e2db-15fc-e3bb-6666-e41e3257205d",
                "\u0664414e2db-15fc-e3bb-6666-e41e3257205d",
                "----------------------------------------------------------------------"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> new CancellationCode(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void isStoredAsADigestAndPrintedByNobody() {
        CancellationCode code = CancellationCode.of(BITS);

        assertThat(code.digest()).hasSize(64).doesNotContain(code.reveal());
        assertThat(code).hasToString("CancellationCode[redacted]");
    }
}

package dev.portcullis.http.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "=cmd|' /C calc'!A0",
                "\t=1",
                "\r=1",
                "\n=1",
                "\tplain",
                "\rplain",
                " =1",
                "   +1",
                "\u00a0=1",
                "\u3000=1",
                "\ufeff=1",
                "\u200b=1",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff201",
                "\ufe661",
                "\ufe621",
                "\ufe631",
                "\ufe6b1",
                "\u22121",
                " \uff1d1"
            })
    void putsAQuoteBeforeWhatCouldBeAFormula(String cell) {
        assertThat(FormulaGuard.guarded(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "plain", "a=1", "1+1", "192.0.2.7", "::1", "Mozilla/5.0 (=)", "æ", "😀=", "'=1", "\"=1"
            })
    void leavesEverythingElseAsItIs(String cell) {
        assertThat(FormulaGuard.guarded(cell)).isEqualTo(cell);
    }
}

package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderNameTest {
    private final ProviderName names = new ProviderName();

    @Test
    void isInLowerCase() {
        assertThat(names.convert("local")).isEqualTo(PortcullisConfig.Provider.LOCAL);
        assertThat(names.convert("rememberizer")).isEqualTo(PortcullisConfig.Provider.REMEMBERIZER);
    }

    /** Annotations compare the text, and would leave the routes of the local provider enabled. */
    @ParameterizedTest
    @ValueSource(strings = {"REMEMBERIZER", "Rememberizer", " rememberizer", "gateway", ""})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> names.convert(text)).hasMessage("must be one of local, rememberizer");
    }
}

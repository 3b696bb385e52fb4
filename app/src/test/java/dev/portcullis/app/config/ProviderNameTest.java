package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderNameTest {
    private final ProviderName names = new ProviderName();

    @Test
    void isInLowerCase() {
        assertThat(PortcullisConfig.Provider.values())
                .allSatisfy(provider -> assertThat(names.convert(provider.name().toLowerCase(Locale.ROOT)))
                        .isEqualTo(provider));
    }

    /** Annotations compare the text, and would leave the routes of the local provider enabled. */
    @ParameterizedTest
    @ValueSource(strings = {"LOCAL", "Local", " local", "gateway", ""})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> names.convert(text)).hasMessageContaining("must be one of local");
    }
}

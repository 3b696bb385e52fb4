package dev.portcullis.http.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | en",
                "da                        | da",
                "DA-dk                     | da",
                "da-DK,da;q=0.9,en;q=0.8   | da",
                "en,da;q=0.9               | en",
                "en;q=0.3, da;q=0.5        | da",
                "sv, da;q=0.1              | da",
                "sv, de                    | en",
                "da;q=0                    | en",
                "*                         | en",
                "da;q=x                    | en",
                ";;;                       | en",
                "d\u00e6                   | en",
                "-                         | en"
            })
    void choosesTheLanguageThatIsWantedMostOfThoseSpoken(String header, String language) {
        assertThat(Languages.negotiate(header)).isEqualTo(Locale.forLanguageTag(language));
    }

    @org.junit.jupiter.api.Test
    void readsNoHeaderThatIsTooLong() {
        assertThat(Languages.negotiate("da," + "x".repeat(300))).isEqualTo(Locale.ENGLISH);
    }
}

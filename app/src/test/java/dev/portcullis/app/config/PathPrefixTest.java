package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPrefixTest {
    private static void start(ConfigSource... sources) {
        // Fixed at build time, with precedence over later settings.
        ConfigSource fixed = new PropertiesConfigSource(
                Map.of("quarkus.http.root-path", "/", "quarkus.rest.path", "/"), "build", Integer.MAX_VALUE);
        new PathPrefix(new SmallRyeConfigBuilder()
                        .withSources(sources)
                        .withSources(fixed)
                        .build())
                .refuse(new StartupEvent());
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.root-path, /sso",
        "quarkus.http.root-path, sso",
        "quarkus.http.root-path, /sso/",
        "quarkus.rest.path,      /sso"
    })
    void stopsTheStartAlsoWhereItIsSetTooLateToHaveAnEffect(String key, String path) {
        assertThatThrownBy(() -> start(new PropertiesConfigSource(Map.of(key, path), "late", 100)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(key + ":")
                .hasMessageNotContaining("sso");
        String variable = key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        assertThatThrownBy(() -> start(new EnvConfigSource(Map.of(variable, path), 300)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(key + ":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", " "})
    void isNone(String path) {
        assertThatCode(() -> start(new PropertiesConfigSource(Map.of("quarkus.http.root-path", path), "any", 100)))
                .doesNotThrowAnyException();
    }

    @Test
    void isNoneByDefault() {
        assertThatCode(PathPrefixTest::start).doesNotThrowAnyException();
    }
}

package dev.portcullis.app.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Settings from a map alone. */
final class TestSettings {
    private TestSettings() {}

    static PortcullisConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(PortcullisConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(PortcullisConfig.class);
    }
}

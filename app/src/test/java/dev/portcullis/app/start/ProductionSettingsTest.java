package dev.portcullis.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionSettingsTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "portcullis.keys.encryption-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://db/portcullis",
            "quarkus.mailer.host", "mail.example.com",
            "quarkus.mailer.from", "auth@example.com");

    private static List<String> missing(Map<String, String> settings) {
        return missing(settings, false);
    }

    private static List<String> missing(Map<String, String> settings, boolean isCommand) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValue("quarkus.mailer.host", "localhost")
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        return ProductionSettings.missing(config, isCommand);
    }

    @Test
    void areCompleteWithAKeyADatabaseAndAMailServer() {
        assertThat(missing(COMPLETE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "portcullis.keys.encryption-key",
                "quarkus.datasource.jdbc.url",
                "quarkus.mailer.host",
                "quarkus.mailer.from"
            })
    void areNamedWhenTheyAreMissing(String key) {
        Map<String, String> settings = new HashMap<>(COMPLETE);
        settings.remove(key);

        assertThat(missing(settings)).singleElement().asString().startsWith(key + ":");
    }

    @Test
    void needNoMailServerWithAnotherProvider() {
        Map<String, String> settings = new HashMap<>(COMPLETE);
        settings.keySet().removeIf(key -> key.startsWith("quarkus.mailer."));
        settings.put("portcullis.provider", "another");

        assertThat(missing(settings)).isEmpty();
        assertThat(missing(Map.of("portcullis.provider", "another"))).hasSize(2);
    }

    @Test
    void areAllNamedAtOnce() {
        assertThat(missing(Map.of())).hasSize(4);
    }

    @Test
    void lackForACommandTheKeyAndTheDatabaseAlone() {
        assertThat(missing(Map.of(), true))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("portcullis.keys.encryption-key:"))
                .anyMatch(line -> line.startsWith("quarkus.datasource.jdbc.url:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test"})
    void doNotTakeTheKeyThatEveryoneKnows(String profile) throws IOException {
        Properties ours = new Properties();
        try (InputStream properties = getClass().getResourceAsStream("/application.properties")) {
            ours.load(properties);
        }
        String known = ours.getProperty("%" + profile + ".portcullis.keys.encryption-key");
        Map<String, String> settings = new HashMap<>(COMPLETE);
        settings.put("portcullis.keys.encryption-key", known);

        assertThat(missing(settings)).singleElement().asString().contains("known to everyone");
    }
}

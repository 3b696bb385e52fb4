package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} lists each setting there is, under its names and with its default, and no other. */
class ConfigurationReferenceTest {
    /** A key, how the environment calls it, a type, and a default. */
    private static final Pattern ROW =
            Pattern.compile("^\\| `(portcullis\\.[^`]+)` \\| `([^`]+)` \\| [^|]+ \\| ([^|]+?) \\|", Pattern.MULTILINE);

    /** The documentation of a setting. */
    private record Row(String environment, String defaultValue) {}

    private static Map<String, Row> documented() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new Row(row.group(2), row.group(3)),
                        (one, another) -> {
                            throw new AssertionError("documented twice: " + one + " and " + another);
                        },
                        TreeMap::new));
    }

    /** The keys that the code reads, with their defaults. */
    private static Map<String, Optional<String>> read() {
        Map<String, Optional<String>> settings = new TreeMap<>();
        ConfigMappings.getProperties(ConfigClass.configClass(PortcullisConfig.class))
                .forEach((name, property) -> {
                    if (!property.isGroup()) {
                        settings.put(name.replace("[*]", ""), defaultOf(property));
                    }
                });
        return settings;
    }

    private static Optional<String> defaultOf(Property property) {
        return property.hasDefaultValue() ? Optional.of(property.getDefaultValue()) : Optional.empty();
    }

    @Test
    void listsEachSettingAndNoOther() throws IOException {
        assertThat(documented().keySet())
                .isEqualTo(new TreeSet<>(read().keySet()))
                .hasSizeGreaterThan(40);
    }

    @Test
    void namesEachAsTheEnvironmentDoes() throws IOException {
        documented()
                .forEach((key, row) -> assertThat(row.environment())
                        .isEqualTo(StringUtil.replaceNonAlphanumericByUnderscores(key)
                                .toUpperCase(Locale.ROOT)));
    }

    @Test
    void tellsTheDefaultOfEach() throws IOException {
        Map<String, Row> documented = documented();
        read().forEach((key, value) -> value.ifPresentOrElse(
                known -> assertThat(documented.get(key).defaultValue()).as(key).startsWith("`" + known + "`"),
                () -> assertThat(documented.get(key).defaultValue()).as(key).doesNotMatch("`[^`]*`")));
    }
}

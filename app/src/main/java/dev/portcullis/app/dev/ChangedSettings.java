package dev.portcullis.app.dev;

import dev.portcullis.app.config.PortcullisConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings under {@code portcullis.*} whose value differs from the default, without secrets. */
final class ChangedSettings {
    /** In the last part of a key. A test requires a decision about each setting that is a text. */
    private static final Pattern SECRET =
            Pattern.compile("(?:key|keys|secret|password|token|user|header)(?:\\[\\d+])?$");

    private static final String PREFIX = "portcullis.";

    private ChangedSettings() {}

    /** Returns values by key. */
    static SortedMap<String, String> of(SmallRyeConfig config) {
        Map<String, String> defaults = defaults();
        SortedMap<String, String> changed = new TreeMap<>();
        for (String key : config.getPropertyNames()) {
            String value = key.startsWith(PREFIX) ? config.getRawValue(key) : null;
            if (value != null && !value.equals(defaults.get(key))) {
                changed.put(key, SECRET.matcher(key).find() ? "hidden" : withoutCredentials(value));
            }
        }
        return changed;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>();
        ConfigMappings.getProperties(ConfigClass.configClass(PortcullisConfig.class))
                .forEach((key, property) -> {
                    if (property.hasDefaultValue()) {
                        defaults.put(key.replace("[*]", ""), property.getDefaultValue());
                    }
                });
        return defaults;
    }

    /** A URL without what may be a password: its user and its query. */
    static String withoutCredentials(@Nullable String url) {
        return url == null ? "" : url.replaceAll("//.*@", "//").replaceAll("\\?.*", "");
    }
}

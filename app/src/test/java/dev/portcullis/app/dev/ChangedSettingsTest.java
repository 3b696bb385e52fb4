package dev.portcullis.app.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChangedSettingsTest {
    /** The key of a documented setting whose value is not of a kind that cannot be a secret. */
    private static final Pattern TEXT = Pattern.compile(
            "^\\| `(portcullis\\.[^`]+)` \\| `[^`]+` \\| (?!(?:boolean|choice|duration|KiB|number|URL) \\|)",
            Pattern.MULTILINE);

    private static Map<String, String> changed(Map<String, String> settings) {
        return ChangedSettings.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }

    @Test
    void areThoseWithAnotherValueThanTheDefault() {
        assertThat(changed(Map.of(
                        "portcullis.session.maximum", "100",
                        "portcullis.session.grace-window", "11s",
                        "portcullis.cors.origins", "https://app.example.com",
                        "quarkus.http.port", "9999")))
                .isEqualTo(Map.of(
                        "portcullis.session.grace-window", "11s",
                        "portcullis.cors.origins", "https://app.example.com"));
    }

    @Test
    void hideThePasswordsOfUrls() {
        assertThat(changed(Map.of(
                        "portcullis.rememberizer.proxy", "http://user:hu@s/h@proxy:3128",
                        "portcullis.captcha.url", "https://example.com/verify?key=hush")))
                .isEqualTo(Map.of(
                        "portcullis.rememberizer.proxy", "http://proxy:3128",
                        "portcullis.captcha.url", "https://example.com/verify"));
        assertThat(ChangedSettings.withoutCredentials("jdbc:postgresql://host/db?password=hush"))
                .isEqualTo("jdbc:postgresql://host/db");
    }

    /** A new setting that is a text is either hidden or added here. */
    @Test
    void showNoTextThatMayBeASecret() throws IOException {
        Map<String, String> texts = TEXT.matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .collect(Collectors.toMap((MatchResult row) -> row.group(1), row -> "hush"));

        Map<String, String> shown = changed(texts);

        assertThat(shown.keySet()).isEqualTo(texts.keySet()).hasSizeGreaterThan(10);
        shown.values().removeIf("hidden"::equals);
        assertThat(shown.keySet())
                .isSubsetOf(
                        "portcullis.audit.auditors",
                        "portcullis.audit.replica",
                        "portcullis.captcha.hostnames",
                        "portcullis.captcha.project",
                        "portcullis.captcha.sign-in-action",
                        "portcullis.captcha.sign-up-action",
                        "portcullis.cookies.prefix",
                        "portcullis.cors.origins",
                        "portcullis.mail.templates",
                        "portcullis.password.argon2.library",
                        "portcullis.password.context-words",
                        "portcullis.rememberizer.tls-configuration-name",
                        "portcullis.service-name",
                        "portcullis.tokens.audience",
                        "portcullis.tokens.issuer",
                        "portcullis.trusted-proxies");
    }
}

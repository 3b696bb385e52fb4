package dev.portcullis.app.start;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What a production service needs to do its job. Development has a database, a mailbox and a key of its own; production
 * has none of these by default (ASVS 5.0, 6.3.2).
 */
final class ProductionSettings {
    private static final String ENCRYPTION_KEY = "portcullis.keys.encryption-key";

    /** As application.properties gives it to development and tests. */
    static final String DEVELOPMENT_KEY = "Zm9yIGRldmVsb3BtZW50IG9ubHksIG5vIHNlY3JldCE=";

    private ProductionSettings() {}

    /** A line for each setting that the service lacks, with its key and what to put there. */
    static List<String> missing(SmallRyeConfig config) {
        List<String> missing = missingForCommands(config);
        if (isGateway(config)) {
            return missing;
        }
        if (!isSet(config, "quarkus.mailer.host")) {
            missing.add("quarkus.mailer.host: the mail server that takes verification mails");
        }
        if (!isSet(config, "quarkus.mailer.from")) {
            missing.add("quarkus.mailer.from: the address that mails come from");
        }
        return missing;
    }

    /** As {@link #missing}, for a command: it sends no mail. */
    static List<String> missingForCommands(SmallRyeConfig config) {
        List<String> missing = new ArrayList<>();
        if (!isSet(config, ENCRYPTION_KEY)) {
            missing.add(ENCRYPTION_KEY + ": 32 random bytes in Base64 (openssl rand -base64 32)");
        } else if (isThatOfDevelopment(config)) {
            missing.add(ENCRYPTION_KEY + ": a key of your own; the one for development is known to everyone");
        }
        if (!isSet(config, "quarkus.datasource.jdbc.url")) {
            missing.add("quarkus.datasource.jdbc.url: where PostgreSQL is (jdbc:postgresql://host/database)");
        }
        return missing;
    }

    /** Whoever keeps accounts elsewhere sends the mails as well. */
    private static boolean isGateway(SmallRyeConfig config) {
        return "rememberizer".equalsIgnoreCase(config.getRawValue("portcullis.provider"));
    }

    /** By someone, not by a default. */
    private static boolean isSet(SmallRyeConfig config, String key) {
        ConfigValue value = config.getConfigValue(key);
        return value.getValue() != null
                && !value.getValue().isBlank()
                && value.getConfigSourceOrdinal() > Integer.MIN_VALUE;
    }

    private static boolean isThatOfDevelopment(SmallRyeConfig config) {
        return DEVELOPMENT_KEY.equals(config.getRawValue(ENCRYPTION_KEY));
    }
}

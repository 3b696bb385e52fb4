package dev.portcullis.app.start;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings that production requires. Development has a database, a mail server and an encryption key by default;
 * production has none of these (ASVS 5.0, 6.3.2).
 */
final class ProductionSettings {
    private static final String ENCRYPTION_KEY = "portcullis.keys.encryption-key";

    /** The default of development and tests in application.properties. */
    static final String DEVELOPMENT_KEY = "Zm9yIGRldmVsb3BtZW50IG9ubHksIG5vIHNlY3JldCE=";

    private ProductionSettings() {}

    /**
     * One line per missing setting, with its key and what to set it to.
     *
     * @param isCommand whether only a command is to run, which sends no mail
     */
    static List<String> missing(SmallRyeConfig config, boolean isCommand) {
        List<String> missing = new ArrayList<>();
        if (!isSet(config, ENCRYPTION_KEY)) {
            missing.add(ENCRYPTION_KEY + ": 32 random bytes in Base64 (openssl rand -base64 32)");
        } else if (DEVELOPMENT_KEY.equals(config.getRawValue(ENCRYPTION_KEY))) {
            missing.add(ENCRYPTION_KEY + ": your own key; the one for development is known to everyone");
        }
        if (!isSet(config, "quarkus.datasource.jdbc.url")) {
            missing.add("quarkus.datasource.jdbc.url: the PostgreSQL database (jdbc:postgresql://host/database)");
        }
        boolean sendsMail = !isCommand && isLocal(config);
        if (sendsMail && !isSet(config, "quarkus.mailer.host")) {
            missing.add("quarkus.mailer.host: the mail server for verification mails");
        }
        if (sendsMail && !isSet(config, "quarkus.mailer.from")) {
            missing.add("quarkus.mailer.from: the sender address of mails");
        }
        return missing;
    }

    /** Whether accounts are stored here. Another provider sends the mails itself. */
    private static boolean isLocal(SmallRyeConfig config) {
        String provider = config.getRawValue("portcullis.provider");
        return provider == null || provider.equals("local");
    }

    /** Whether an operator, not a default, sets the key. */
    private static boolean isSet(SmallRyeConfig config, String key) {
        ConfigValue value = config.getConfigValue(key);
        return value.getValue() != null
                && !value.getValue().isBlank()
                && value.getConfigSourceOrdinal() > Integer.MIN_VALUE;
    }
}

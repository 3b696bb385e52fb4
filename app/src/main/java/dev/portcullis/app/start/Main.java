package dev.portcullis.app.start;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the service. What production lacks is said before anything fails for want of it. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            requireProductionSettings();
        }
        Quarkus.run(arguments);
    }

    private static void requireProductionSettings() {
        List<String> missing =
                ProductionSettings.missing(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
        if (!missing.isEmpty()) {
            System.err.println("Portcullis does not start in production without:");
            missing.forEach(line -> System.err.println("  " + line));
            System.exit(1);
        }
    }
}

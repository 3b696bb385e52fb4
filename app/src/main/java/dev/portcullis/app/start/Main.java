package dev.portcullis.app.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.List;

/** Starts the service. What production lacks is said first, all of it, before anything fails for want of it. */
@QuarkusMain
public final class Main {
    /** Quarkus says which mode it runs in only once it runs; its development mode loads us by a loader of its own. */
    private static final String DEVELOPMENT_LOADERS = "io.quarkus.bootstrap.classloading.";

    public static void main(String... arguments) {
        // Read for this once: the configuration of a native executable is that of its build until Quarkus runs.
        List<String> missing = isPackaged()
                ? ProductionSettings.missing(ConfigUtils.configBuilder().build())
                : List.of();
        if (missing.isEmpty()) {
            Quarkus.run(arguments);
            return;
        }
        System.err.println("Portcullis does not start in production without:");
        missing.forEach(setting -> System.err.println("  " + setting));
        System.exit(1);
    }

    private static boolean isPackaged() {
        return !Main.class.getClassLoader().getClass().getName().startsWith(DEVELOPMENT_LOADERS);
    }
}

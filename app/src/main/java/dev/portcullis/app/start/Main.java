package dev.portcullis.app.start;

import dev.portcullis.app.command.CommandLines;
import dev.portcullis.app.command.CommandRunner;
import dev.portcullis.app.console.Arguments;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Starts the service or, if there are arguments, runs a command. Settings that production requires are checked first,
 * and a single message lists all that are missing.
 */
@QuarkusMain
public final class Main {
    /** The class loaders of development mode, which Quarkus reports as a launch mode only after it has started. */
    private static final String DEVELOPMENT_LOADERS = "io.quarkus.bootstrap.classloading.";

    public static void main(String... arguments) {
        // Libraries use the default locale for log messages and enum names in settings, with its digits, calendar and
        // letter case.
        Locale.setDefault(Locale.ENGLISH);
        if (arguments.length == 0) {
            requireSettings("Portcullis cannot start in production without these settings:", false);
            Quarkus.run();
        } else {
            runCommand(Arguments.decode(arguments));
        }
    }

    private static void runCommand(String... arguments) {
        OptionalInt exitCode = CommandLines.check(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, false, StandardCharsets.UTF_8),
                arguments);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        requireSettings("Portcullis runs no command in production without:", true);
        CommandSettings.apply(arguments);
        Quarkus.run(CommandRunner.class, arguments);
    }

    private static void requireSettings(String sentence, boolean isCommand) {
        List<String> missing = isPackaged() ? missing(isCommand) : List.of();
        if (!missing.isEmpty()) {
            System.err.println(sentence);
            missing.forEach(setting -> System.err.println("  " + setting));
            System.exit(1);
        }
    }

    /**
     * Reads the configuration anew, because a native executable has that of its build until Quarkus starts. Environment
     * and system properties are fast to read and usually sufficient; files are read only if they are not.
     */
    private static List<String> missing(boolean isCommand) {
        SmallRyeConfig fast = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .build();
        return ProductionSettings.missing(fast, isCommand).isEmpty()
                ? List.of()
                : ProductionSettings.missing(ConfigUtils.configBuilder().build(), isCommand);
    }

    private static boolean isPackaged() {
        return !Main.class.getClassLoader().getClass().getName().startsWith(DEVELOPMENT_LOADERS);
    }
}

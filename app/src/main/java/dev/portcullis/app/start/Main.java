package dev.portcullis.app.start;

import dev.portcullis.app.command.Arguments;
import dev.portcullis.app.command.CommandLines;
import dev.portcullis.app.command.CommandRunner;
import dev.portcullis.app.command.ExitCode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Starts the service or, where there are arguments, does what they ask for instead. What production lacks is said first,
 * all of it, before anything fails for want of it.
 */
@QuarkusMain
public final class Main {
    /** Quarkus says which mode it runs in only once it runs; its development mode loads us by a loader of its own. */
    private static final String DEVELOPMENT_LOADERS = "io.quarkus.bootstrap.classloading.";

    public static void main(String... arguments) {
        // Our code names the locale of each text. Libraries do not: log messages and enum names in settings would
        // follow the machine's, with its digits, its calendar and its letter case.
        Locale.setDefault(Locale.ENGLISH);
        if (arguments.length == 0) {
            requireSettings("Portcullis does not start in production without:", ProductionSettings::missing);
            Quarkus.run();
            return;
        }
        String[] decoded = Arguments.decode(arguments);
        Optional<ExitCode> answered = CommandLines.answer(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, false, StandardCharsets.UTF_8),
                decoded);
        if (answered.isPresent()) {
            System.exit(answered.get().number());
        }
        requireSettings("Portcullis does no command in production without:", ProductionSettings::missingForCommands);
        CommandSettings.apply(decoded);
        Quarkus.run(CommandRunner.class, decoded);
    }

    private static void requireSettings(String sentence, Function<SmallRyeConfig, List<String>> check) {
        List<String> missing = isPackaged() ? missing(check) : List.of();
        if (!missing.isEmpty()) {
            System.err.println(sentence);
            missing.forEach(setting -> System.err.println("  " + setting));
            System.exit(1);
        }
    }

    /**
     * Reads the configuration for this once, as that of a native executable is that of its build until Quarkus runs. Mostly
     * all is where it is found fast; only where it is not do files and whatever else there is have to be read as well.
     */
    private static List<String> missing(Function<SmallRyeConfig, List<String>> check) {
        SmallRyeConfig fast = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .build();
        return check.apply(fast).isEmpty()
                ? List.of()
                : check.apply(ConfigUtils.configBuilder().build());
    }

    private static boolean isPackaged() {
        return !Main.class.getClassLoader().getClass().getName().startsWith(DEVELOPMENT_LOADERS);
    }
}

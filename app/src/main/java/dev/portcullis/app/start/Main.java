package dev.portcullis.app.start;

import dev.portcullis.app.command.CommandLines;
import dev.portcullis.app.command.CommandRunner;
import dev.portcullis.app.command.ExitCode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        if (arguments.length == 0) {
            requireSettings("Portcullis does not start in production without:", ProductionSettings::missing);
            Quarkus.run();
            return;
        }
        Optional<ExitCode> answered = CommandLines.answer(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, false, StandardCharsets.UTF_8),
                arguments);
        if (answered.isPresent()) {
            System.exit(answered.get().number());
        }
        requireSettings("Portcullis does no command in production without:", ProductionSettings::missingForCommands);
        CommandSettings.apply();
        Quarkus.run(CommandRunner.class, arguments);
    }

    private static void requireSettings(String sentence, Function<SmallRyeConfig, List<String>> check) {
        // Read for this once: the configuration of a native executable is that of its build until Quarkus runs.
        List<String> missing =
                isPackaged() ? check.apply(ConfigUtils.configBuilder().build()) : List.of();
        if (!missing.isEmpty()) {
            System.err.println(sentence);
            missing.forEach(setting -> System.err.println("  " + setting));
            System.exit(1);
        }
    }

    private static boolean isPackaged() {
        return !Main.class.getClassLoader().getClass().getName().startsWith(DEVELOPMENT_LOADERS);
    }
}

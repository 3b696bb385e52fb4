package dev.portcullis.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a benchmark, from the command line: {@code --name value} or {@code -Dname=value}. A benchmark reads
 * all of them while its class is initialized, so that an unknown name is an error.
 */
final class Settings {
    private static final Map<String, String> GIVEN = new TreeMap<>();
    private static final Map<String, String> READ = new TreeMap<>();

    private Settings() {}

    /** Runs the benchmark that the first argument names, with the settings in the others. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println("Usage: bench/run BENCHMARK [--setting value]...; see bench/README.md");
            System.exit(2);
        }
        parse(List.of(arguments).subList(1, arguments.length));
        Class<?> benchmark = Class.forName("dev.portcullis.bench." + arguments[0]);
        List<String> unknown = new ArrayList<>(GIVEN.keySet());
        unknown.removeAll(READ.keySet());
        if (!unknown.isEmpty()) {
            System.err.printf(Locale.ROOT, "Unknown settings %s. Settings and their defaults: %s%n", unknown, READ);
            System.exit(2);
        }
        benchmark.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        // Threads of a library must not keep the process alive.
        System.exit(0);
    }

    private static void parse(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (argument.startsWith("-D") && equals > 0) {
                GIVEN.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (argument.startsWith("--")) {
                i++;
                GIVEN.put(argument.substring(2), i < arguments.size() ? arguments.get(i) : "");
            } else {
                throw new IllegalArgumentException("Not a setting: " + argument);
            }
        }
    }

    static String text(String name, String defaultValue) {
        READ.put(name, defaultValue);
        return GIVEN.getOrDefault(name, defaultValue);
    }

    static int number(String name, int defaultValue) {
        return Integer.parseInt(text(name, Integer.toString(defaultValue)));
    }

    /** Values separated by commas; empty if there is none. */
    static List<String> list(String name, String defaultValue) {
        String values = text(name, defaultValue);
        return values.isEmpty() ? List.of() : List.of(values.split(",", -1));
    }
}

package dev.portcullis.bench.comparison;

import dev.portcullis.bench.load.Sample;
import dev.portcullis.bench.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The table of a comparison.
 *
 * @param idle resident megabytes before the load, by name of the contender
 * @param loaded the same after it
 */
public record Report(
        List<Track> tracks, Map<Operation, LimitTrack> limits, Map<String, Double> idle, Map<String, Double> loaded) {
    private static final String NONE = "–";

    /** The table in Markdown. */
    public Table table() {
        Table table = new Table(
                "what",
                "who",
                "median (least–most)",
                "of the limit",
                "× Keycloak",
                "× better-auth",
                "budget",
                "met",
                "p50, ms",
                "p99, ms",
                "errors");
        for (Operation operation : Operation.values()) {
            tracks.stream().filter(track -> track.operation() == operation).forEach(track -> addTo(table, track));
            LimitTrack limit = limits.get(operation);
            if (limit != null) {
                String rate = limit.throughput().range("%,.1f");
                table.row(
                        operation + " /s",
                        "limit: " + limit.name(),
                        rate,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE);
            }
        }
        memory(table, "memory, idle, MB", idle, true);
        memory(table, "memory after the load, MB", loaded, false);
        return table;
    }

    private void addTo(Table table, Track track) {
        Sample rate = track.throughput();
        OptionalDouble share = share(rate, limits.get(track.operation()));
        OptionalDouble keycloak = timesPeer(track, "Keycloak");
        Budget budget = new Budget();
        if (track.contender() instanceof Portcullis portcullis) {
            demand(budget, track.operation(), portcullis.form(), share, keycloak);
        }
        table.row(
                track.operation() + " /s",
                track.contender().name(),
                rate.range("%,.1f"),
                share.isPresent() ? number("%.1f %%", 100 * share.getAsDouble()) : NONE,
                ratio(keycloak),
                ratio(timesPeer(track, "better-auth")),
                budget.text(),
                budget.verdict(),
                number("%.1f", track.latencyAt(0.5)),
                number("%.1f", track.latencyAt(0.99)),
                Integer.toString(track.errors()));
    }

    private static void demand(
            Budget budget, Operation operation, Portcullis.Form form, OptionalDouble share, OptionalDouble keycloak) {
        switch (operation) {
            case SIGN_IN -> budget.ofLimit(share, form.signInShare());
            case REFRESH -> {
                budget.ofLimit(share, 0.5);
                budget.timesKeycloak(keycloak, 6);
            }
            case BEARER_CHECK -> {
                budget.ofLimit(share, 0.2);
                budget.timesKeycloak(keycloak, 2);
            }
        }
    }

    private OptionalDouble timesPeer(Track track, String peer) {
        return tracks.stream()
                .filter(other -> other.operation() == track.operation())
                .filter(other -> other.contender().name().equals(peer))
                .mapToDouble(other ->
                        track.throughput().median() / other.throughput().median())
                .findFirst();
    }

    private static OptionalDouble share(Sample rate, @Nullable LimitTrack limit) {
        return limit == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(rate.median() / limit.throughput().median());
    }

    private void memory(Table table, String what, Map<String, Double> megabytes, boolean beforeLoad) {
        tracks.stream().map(Track::contender).distinct().forEach(contender -> {
            double used = megabytes.getOrDefault(contender.name(), 0.0);
            Budget budget = new Budget();
            if (contender instanceof Portcullis portcullis) {
                boolean isNative = portcullis.form().isNative();
                if (beforeLoad) {
                    budget.memory(used, isNative ? 75 : 200);
                } else if (isNative) {
                    budget.memory(used, 130);
                }
            }
            table.row(
                    what,
                    contender.name(),
                    number("%.0f", used),
                    NONE,
                    timesPeer(used, megabytes.get("Keycloak")),
                    timesPeer(used, megabytes.get("better-auth")),
                    budget.text(),
                    budget.verdict(),
                    NONE,
                    NONE,
                    NONE);
        });
    }

    private static String timesPeer(double used, @Nullable Double peer) {
        return peer == null ? NONE : number("%.2f", used / peer);
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? number("%.2f", ratio.getAsDouble()) : NONE;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

package dev.portcullis.bench.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The budgets of one row of the table, and whether they are met. Not thread-safe. */
final class Budget {
    private final List<String> texts = new ArrayList<>();
    private boolean unknown;
    private boolean missed;

    /** @param share of the limit; empty if it was not measured */
    void ofLimit(OptionalDouble share, double atLeast) {
        add(number("≥ %.0f %% of the limit", 100 * atLeast), share, atLeast);
    }

    /** @param ratio to Keycloak; empty if it was not measured */
    void timesKeycloak(OptionalDouble ratio, double atLeast) {
        add(number("≥ %.0f × Keycloak", atLeast), ratio, atLeast);
    }

    void memory(double megabytes, double atMost) {
        texts.add(number("≤ %.0f MB", atMost));
        missed |= megabytes > atMost;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void add(String text, OptionalDouble value, double atLeast) {
        texts.add(text);
        unknown |= value.isEmpty();
        missed |= value.isPresent() && value.getAsDouble() < atLeast;
    }

    String text() {
        return texts.isEmpty() ? "–" : String.join(", ", texts);
    }

    String verdict() {
        if (texts.isEmpty()) {
            return "–";
        }
        if (missed) {
            return "**no**";
        }
        return unknown ? "not measured" : "yes";
    }
}

package dev.portcullis.bench.load;

import java.util.List;
import java.util.Locale;

/** Several measurements of the same value. */
public final class Sample {
    private final List<Double> sorted;

    public Sample(List<Double> values) {
        sorted = values.stream().sorted().toList();
    }

    public double median() {
        return at(0.5);
    }

    /** The median, with the lower and upper quartile in parentheses. */
    public String describe(String format) {
        String all = format + " (" + format + " to " + format + ")";
        return String.format(Locale.ROOT, all, median(), at(0.25), at(0.75));
    }

    /** The median, with the least and the greatest value in parentheses. */
    public String range(String format) {
        String all = format + " (" + format + "–" + format + ")";
        return String.format(Locale.ROOT, all, median(), at(0), at(1));
    }

    /** Interpolates linearly between two measured values. */
    private double at(double share) {
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}

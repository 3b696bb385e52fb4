package dev.portcullis.bench.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Whether two alternately measured samples differ. */
public final class TwoSamples {
    private static final int SHUFFLES = 2_000;

    private final List<Double> first;
    private final List<Double> second;

    public TwoSamples(List<Double> first, List<Double> second) {
        this.first = List.copyOf(first);
        this.second = List.copyOf(second);
    }

    /** The median of the first sample minus the median of the second. */
    public double differenceOfMedians() {
        return new Sample(first).median() - new Sample(second).median();
    }

    private record Measured(double value, boolean isFirst) {}

    /**
     * How often a value of the first sample is above a value of the second: 0.5 if they do not differ. This is the
     * success rate of an attacker who guesses from one pair.
     */
    public double firstIsAbove() {
        return u() / ((double) first.size() * second.size());
    }

    /**
     * The p-value of the two-sided Mann-Whitney test, by the normal approximation. Times in nanoseconds have
     * practically no ties.
     */
    public double chance() {
        double n = first.size();
        double m = second.size();
        double deviation = Math.sqrt(n * m * (n + m + 1) / 12);
        double z = Math.max(0, Math.abs(u() - n * m / 2) - 0.5) / deviation;
        return 2 * upperTail(z);
    }

    private double u() {
        List<Measured> all = new ArrayList<>();
        first.forEach(value -> all.add(new Measured(value, true)));
        second.forEach(value -> all.add(new Measured(value, false)));
        all.sort(Comparator.comparingDouble(Measured::value));
        double ranks = 0;
        for (int i = 0; i < all.size(); i++) {
            ranks += all.get(i).isFirst() ? i + 1 : 0;
        }
        return ranks - first.size() * (first.size() + 1.0) / 2;
    }

    /** The normal distribution function; Abramowitz and Stegun, 26.2.17, accurate to seven digits. */
    private static double upperTail(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }

    /** The bound for 95 % of the differences between medians when the two samples are mixed at random. */
    public double usualDifference(Random random) {
        List<Double> mixed = new ArrayList<>(first);
        mixed.addAll(second);
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < SHUFFLES; i++) {
            Collections.shuffle(mixed, random);
            TwoSamples shuffled =
                    new TwoSamples(mixed.subList(0, first.size()), mixed.subList(first.size(), mixed.size()));
            differences.add(Math.abs(shuffled.differenceOfMedians()));
        }
        Collections.sort(differences);
        return differences.get((int) (0.95 * SHUFFLES));
    }
}

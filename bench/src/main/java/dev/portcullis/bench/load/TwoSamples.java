package dev.portcullis.bench.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Whether two things that were measured by turns can be told apart by what was measured. */
public final class TwoSamples {
    private static final int SHUFFLES = 2_000;

    private final List<Double> first;
    private final List<Double> second;

    public TwoSamples(List<Double> first, List<Double> second) {
        this.first = List.copyOf(first);
        this.second = List.copyOf(second);
    }

    /** By which the median of the first is above that of the second. */
    public double differenceOfMedians() {
        return new Sample(first).median() - new Sample(second).median();
    }

    private record Measured(double value, boolean isFirst) {}

    /**
     * How often one of the first is above one of the second: half the time where nothing tells them apart. This is the
     * share of right guesses of whoever guesses by one pair.
     */
    public double firstIsAbove() {
        return u() / ((double) first.size() * second.size());
    }

    /**
     * The chance of a difference in ranks so large where there is none: the test of Mann and Whitney, two-sided, by the
     * normal approximation. Times in nanoseconds have no ties to speak of.
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

    /** Of the normal distribution; Abramowitz and Stegun, 26.2.17, right to seven digits. */
    private static double upperTail(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }

    /** The bound that 95 of 100 differences of medians stay within when the two are mixed at random. */
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

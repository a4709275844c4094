package io.blackstart.results;

import io.blackstart.measure.Statistics;
import io.blackstart.results.PairedEstimate.Pair;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges one metric of one cell: screen, then confirm on fresh pairs, then the first verdict in {@link ComparisonVerdict}'s order.
 *
 * <p>The screen asks 95 % of at least 6 pairs, the confirmation 99 % of at least 12 fresh ones and the same sign. A difference that the
 * fresh pairs do not confirm is judged by the fresh pairs alone.
 */
final class MetricVerdict {
    static final int SCREEN_PAIRS = 6;
    static final double SCREEN_LEVEL = 0.95;
    static final int CONFIRM_PAIRS = 12;
    static final double CONFIRM_LEVEL = 0.99;

    /** Two equal arms may differ by this many times the smallest change that matters. */
    static final int UNSTABLE_FACTOR = 3;

    /** Below this a figure of bytes is what the measurement itself leaves, and not told from 0. */
    static final double BYTES_RESIDUE = 0.5;

    private final String cellId;
    private final Metric metric;
    private final double delta;
    private final @Nullable PairedEstimate screen;
    private final @Nullable PairedEstimate confirm;
    private final @Nullable Double floor;
    private final boolean hasZero;

    private MetricVerdict(String cellId, Metric metric, Pairs pairs) {
        this.cellId = cellId;
        this.metric = metric;
        this.delta = metric.family().delta();
        List<Pair> screened = usable(pairs.screen());
        List<Pair> confirmed = usable(pairs.confirm());
        List<Pair> equal = usable(pairs.floor());
        this.hasZero = Stream.of(screened, confirmed, equal)
                .flatMap(List::stream)
                .anyMatch(pair -> pair.base() <= 0 || pair.candidate() <= 0);
        this.screen = hasZero || screened.isEmpty() ? null : PairedEstimate.of(screened, metric.better(), SCREEN_LEVEL);
        this.confirm =
                hasZero || confirmed.isEmpty() ? null : PairedEstimate.of(confirmed, metric.better(), CONFIRM_LEVEL);
        this.floor = hasZero || equal.isEmpty() ? null : floor(equal);
    }

    /** The pairs of each stage, in block order. */
    record Pairs(List<Pair> screen, List<Pair> confirm, List<Pair> floor) {}

    /**
     * The verdict.
     *
     * @param invalid why there is no number to compare, or empty
     * @param incomparable why the numbers may not be compared, or empty
     */
    static MetricComparison judge(String cellId, Metric metric, Pairs pairs, String invalid, String incomparable) {
        return new MetricVerdict(cellId, metric, pairs).judge(invalid, incomparable);
    }

    private MetricComparison judge(String invalid, String incomparable) {
        if (!invalid.isEmpty()) {
            return verdict(ComparisonVerdict.INVALID, invalid);
        }
        if (!incomparable.isEmpty() || hasZero) {
            return verdict(
                    ComparisonVerdict.INCOMPARABLE,
                    incomparable.isEmpty() ? "a value is 0: no ratio can be taken" : incomparable);
        }
        if (floor != null && floor > UNSTABLE_FACTOR * Math.log1p(delta)) {
            return verdict(
                    ComparisonVerdict.UNSTABLE,
                    "two equal arms differ here by up to " + percent(floor) + ", above " + UNSTABLE_FACTOR + " x "
                            + percent(Math.log1p(delta)));
        }
        if (screen == null) {
            return verdict(ComparisonVerdict.INCONCLUSIVE, "no pair of forks counts");
        }
        if (screen.pairs() < SCREEN_PAIRS) {
            return verdict(
                    ComparisonVerdict.INCONCLUSIVE,
                    screen.pairs() + " pairs, " + SCREEN_PAIRS + " are needed for " + percentLevel(SCREEN_LEVEL));
        }
        return screen.differs() ? afterScreen(screen) : equivalence(screen);
    }

    private MetricComparison afterScreen(PairedEstimate found) {
        if (confirm == null || confirm.pairs() < CONFIRM_PAIRS) {
            int fresh = confirm == null ? 0 : confirm.pairs();
            return verdict(
                    ComparisonVerdict.SUSPECT,
                    "screen: " + change(found) + "; " + fresh + " of " + CONFIRM_PAIRS + " fresh pairs to confirm it");
        }
        boolean sameSign = Math.signum(confirm.estimate()) == Math.signum(found.estimate());
        if (confirm.differs() && sameSign) {
            String size = confirm.within(delta) ? ", less than the " + percent(Math.log1p(delta)) + " that matter" : "";
            return verdict(
                    confirm.estimate() > 0 ? ComparisonVerdict.REGRESSION : ComparisonVerdict.IMPROVEMENT,
                    "confirmed: " + change(confirm) + size);
        }
        return equivalence(confirm);
    }

    private MetricComparison equivalence(PairedEstimate by) {
        return by.within(delta)
                ? verdict(
                        ComparisonVerdict.EQUIVALENT,
                        change(by) + ", within " + percent(Math.log1p(delta)) + " either way")
                : verdict(
                        ComparisonVerdict.INCONCLUSIVE,
                        change(by) + "; a change below " + percent(Math.log1p(by.smallestSeen()))
                                + " could not have been seen");
    }

    private MetricComparison verdict(ComparisonVerdict verdict, String reason) {
        return new MetricComparison(
                cellId, metric.name(), metric.unit(), metric.better(), delta, verdict, reason, screen, confirm, floor);
    }

    private List<Pair> usable(List<Pair> pairs) {
        if (metric.family() != Metric.Family.BYTES) {
            return pairs;
        }
        return pairs.stream()
                .map(pair -> new Pair(
                        Math.max(pair.base(), BYTES_RESIDUE), Math.max(pair.candidate(), BYTES_RESIDUE), pair.noisy()))
                .toList();
    }

    private double floor(List<Pair> equal) {
        double[] a = equal.stream().mapToDouble(Pair::base).toArray();
        double[] b = equal.stream().mapToDouble(Pair::candidate).toArray();
        return Statistics.floor(Statistics.pairedDifferences(a, b, metric.better() == Better.HIGHER), SCREEN_LEVEL);
    }

    /** {@code 3.1 % worse, 1.2 to 5.0 % at 98 %}, in percent of the metric itself. */
    private static String change(PairedEstimate estimate) {
        boolean worse = estimate.estimate() > 0;
        double sign = worse ? 1 : -1;
        double near = sign * (worse ? estimate.low() : estimate.high());
        double far = sign * (worse ? estimate.high() : estimate.low());
        return String.format(
                Locale.ROOT,
                "%s %s, %s to %s at %s",
                percent(Math.abs(estimate.estimate())),
                worse ? "worse" : "better",
                percent(near),
                percent(far),
                percentLevel(estimate.level()));
    }

    private static String percent(double difference) {
        return String.format(Locale.ROOT, "%.1f %%", Statistics.percent(difference));
    }

    private static String percentLevel(double level) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * level);
    }
}

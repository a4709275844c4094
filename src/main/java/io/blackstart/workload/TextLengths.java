package io.blackstart.workload;

import static io.blackstart.workload.WorkloadParameter.TEXT_LETTERS_MAX;
import static io.blackstart.workload.WorkloadParameter.TEXT_MU;
import static io.blackstart.workload.WorkloadParameter.TEXT_SIGMA;
import static io.blackstart.workload.WorkloadParameter.TEXT_TAIL_EXPONENT;
import static io.blackstart.workload.WorkloadParameter.TEXT_TAIL_LETTERS_MIN;
import static io.blackstart.workload.WorkloadParameter.TEXT_TAIL_SHARE;

/**
 * Lengths of texts in letters: a log-normal law, and for a small share the bounded Pareto law of a heavy tail, both taken at the
 * whole numbers from 1 to the longest. Draws from a table, so a draw costs no logarithm and depends on no processor. Immutable.
 */
final class TextLengths {
    private final AliasTable lengths;

    TextLengths(WorkloadOptions options) {
        lengths = new AliasTable(weights(options));
    }

    /** Weight of a text of {@code i + 1} letters. */
    static double[] weights(WorkloadOptions options) {
        int longest = options.count(TEXT_LETTERS_MAX);
        double tailShare = options.value(TEXT_TAIL_SHARE);
        double[] body = logNormal(longest, options.value(TEXT_MU), options.value(TEXT_SIGMA));
        double[] tail = pareto(
                longest, Math.min(longest, options.count(TEXT_TAIL_LETTERS_MIN)), options.value(TEXT_TAIL_EXPONENT));
        double[] weights = new double[longest];
        for (int i = 0; i < longest; i++) {
            weights[i] = (1 - tailShare) * body[i] + tailShare * tail[i];
        }
        return weights;
    }

    private static double[] logNormal(int longest, double mu, double sigma) {
        double[] weights = new double[longest];
        for (int i = 0; i < longest; i++) {
            double logarithm = StrictMath.log(i + 1.0);
            double deviation = (logarithm - mu) / sigma;
            weights[i] = StrictMath.exp(-deviation * deviation / 2 - logarithm);
        }
        return normalized(weights);
    }

    private static double[] pareto(int longest, int shortest, double exponent) {
        double[] weights = new double[longest];
        for (int i = shortest - 1; i < longest; i++) {
            weights[i] = StrictMath.pow(i + 1.0, -exponent - 1);
        }
        return normalized(weights);
    }

    private static double[] normalized(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException(TEXT_MU.label() + " and " + TEXT_SIGMA.label()
                    + " leave no text from 1 to " + TEXT_LETTERS_MAX.label() + "=" + weights.length + " letters");
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** The length in letters that 64 random bits draw. */
    int draw(long bits) {
        return lengths.draw(bits) + 1;
    }
}

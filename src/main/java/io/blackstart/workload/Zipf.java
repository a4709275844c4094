package io.blackstart.workload;

/** Weights by rank: {@code 1 / rank^exponent}. Computed with {@link StrictMath}, so the same on every platform. */
final class Zipf {
    private Zipf() {}

    /** Weights of the ranks {@code first} to {@code first + count - 1}. */
    static double[] weights(int count, int first, double exponent) {
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            weights[i] = StrictMath.pow((double) first + i, -exponent);
        }
        return weights;
    }
}

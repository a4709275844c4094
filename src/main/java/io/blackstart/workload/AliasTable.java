package io.blackstart.workload;

/**
 * Draws an index with a given probability in constant time: the alias method of Walker in the form of Michael Vose ("A linear
 * algorithm for generating random numbers with a given distribution", 1991). One word an index: the upper half is the
 * threshold, in units of 2^-32, below which the column keeps its own index; the lower half is the index it gives otherwise.
 * Immutable.
 */
final class AliasTable {
    private static final double UNIT = 0x1.0p32;
    private static final long LOWER_HALF = 0xFFFF_FFFFL;

    private final long[] columns;

    /**
     * Builds the table; takes time and memory proportional to the number of weights.
     *
     * @param weights at least one, none negative, their sum above 0
     */
    AliasTable(double[] weights) {
        double sum = sum(weights);
        int count = weights.length;
        double[] scaled = new double[count];
        int[] small = new int[count];
        int[] large = new int[count];
        int smallCount = 0;
        int largeCount = 0;
        for (int i = 0; i < count; i++) {
            scaled[i] = weights[i] * count / sum;
            if (scaled[i] < 1) {
                small[smallCount++] = i;
            } else {
                large[largeCount++] = i;
            }
        }
        columns = new long[count];
        while (smallCount > 0 && largeCount > 0) {
            int low = small[--smallCount];
            int high = large[largeCount - 1];
            columns[low] = column(scaled[low], high);
            scaled[high] -= 1 - scaled[low];
            if (scaled[high] < 1) {
                largeCount--;
                small[smallCount++] = high;
            }
        }
        while (largeCount > 0) {
            int full = large[--largeCount];
            columns[full] = column(1, full);
        }
        while (smallCount > 0) {
            int full = small[--smallCount];
            columns[full] = column(1, full);
        }
    }

    private static double sum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("weight=" + weight + " must not be negative");
            }
            sum += weight;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sum of weights=" + sum + " must be above 0 and finite");
        }
        return sum;
    }

    private static long column(double threshold, int alias) {
        long units = Math.min((long) (threshold * UNIT), LOWER_HALF);
        return (units << 32) | alias;
    }

    /** The index that 64 random bits draw. */
    int draw(long bits) {
        int own = (int) (((bits >>> 32) * columns.length) >>> 32);
        long column = columns[own];
        return (bits & LOWER_HALF) < column >>> 32 ? own : (int) column;
    }
}

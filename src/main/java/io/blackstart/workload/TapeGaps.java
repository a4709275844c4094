package io.blackstart.workload;

import java.util.Map;
import java.util.TreeMap;

/**
 * The indices of one stream that were passed over and have not come since. Keeps a bounded number of gaps; what fills a gap
 * beyond them is not recognised, but still counted as open.
 */
final class TapeGaps {
    private static final int GAPS_MAX = 65_536;

    /** First index of each gap, and the index behind its last. */
    private final TreeMap<Long, Long> gaps = new TreeMap<>();

    private long openCount;

    /** The indices from {@code first} up to but not {@code end} were passed over. */
    void open(long first, long end) {
        openCount += end - first;
        if (gaps.size() < GAPS_MAX) {
            gaps.put(first, end);
        }
    }

    /** Whether {@code index} was open; it is closed now. */
    boolean fill(long index) {
        Map.Entry<Long, Long> gap = gaps.floorEntry(index);
        if (gap == null || gap.getValue() <= index) {
            return false;
        }
        long first = gap.getKey();
        long end = gap.getValue();
        gaps.remove(first);
        if (first < index) {
            gaps.put(first, index);
        }
        if (index + 1 < end) {
            gaps.put(index + 1, end);
        }
        openCount--;
        return true;
    }

    /** Indices that were passed over and have not come. */
    long openCount() {
        return openCount;
    }
}

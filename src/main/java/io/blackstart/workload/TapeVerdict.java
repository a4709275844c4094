package io.blackstart.workload;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link TapeVerifier} saw, compared with what was sent.
 *
 * @param recordCount records read
 * @param recordBytes their bytes
 * @param matchedCount records that are what was sent, at their place in their stream
 * @param missingCount records that were to be there and were not read
 * @param duplicatedCount records read a second time
 * @param reorderedCount records read after a later one of their stream
 * @param alteredCount records whose bytes are not those of the tape for their stamp
 * @param extraCount records that nobody sent: of no stream, or beyond the end of theirs
 * @param misplacedCount records at a position not above the one before
 * @param firstFault one line on the first of these faults, or null when there is none
 */
public record TapeVerdict(
        long recordCount,
        long recordBytes,
        long matchedCount,
        long missingCount,
        long duplicatedCount,
        long reorderedCount,
        long alteredCount,
        long extraCount,
        long misplacedCount,
        @Nullable String firstFault) {
    /** Whether exactly what was sent was read, each stream in order. */
    public boolean isWhole() {
        return missingCount == 0
                && duplicatedCount == 0
                && reorderedCount == 0
                && alteredCount == 0
                && extraCount == 0
                && misplacedCount == 0;
    }

    /** One line for people. */
    public String summary() {
        if (isWhole()) {
            return recordCount + " records, " + recordBytes + " bytes, all as sent";
        }
        return recordCount + " records read: " + matchedCount + " as sent, " + missingCount + " missing, "
                + duplicatedCount
                + " duplicated, " + reorderedCount + " reordered, " + alteredCount + " altered, " + extraCount
                + " extra, " + misplacedCount + " misplaced; first: " + firstFault;
    }
}

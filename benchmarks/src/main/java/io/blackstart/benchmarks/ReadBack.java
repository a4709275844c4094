package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.log.MessageLog;
import io.blackstart.workload.RecordTape;
import io.blackstart.workload.TapeVerdict;
import io.blackstart.workload.TapeVerifier;
import java.util.Arrays;

/**
 * What came back when a log was read after its timing.
 *
 * @param sentCount records that were appended
 * @param equalCount records that came back in their producer's order, byte by byte as they were sent
 * @param differentCount records that came back altered, out of order, twice, unsent or never; above 0 the number beside it is void
 * @param summary one line
 */
record ReadBack(long sentCount, long equalCount, long differentCount, String summary) {
    /** Reads a log from its begin and compares it with what was appended; a log that cannot be read is different too. */
    static ReadBack of(MessageLog log, RecordTape tape, long[] recordCounts) {
        var verifier = new TapeVerifier(tape, recordCounts);
        String unreadable = "";
        try {
            log.read(0, verifier::onRecord);
        } catch (BlackstartException e) {
            unreadable = "; the log cannot be read to its end: " + e.getMessage();
        }
        TapeVerdict verdict = verifier.finish();
        long different = verdict.missingCount()
                + verdict.duplicatedCount()
                + verdict.reorderedCount()
                + verdict.alteredCount()
                + verdict.extraCount()
                + verdict.misplacedCount()
                + (unreadable.isEmpty() ? 0 : 1);
        return new ReadBack(
                Arrays.stream(recordCounts).sum(), verdict.matchedCount(), different, verdict.summary() + unreadable);
    }

    /**
     * Writes the check line.
     *
     * @throws CheckFailedException when anything is different
     */
    void require() {
        String expected = sentCount + " records as sent";
        boolean whole = equalCount == sentCount && differentCount == 0;
        Checks.require("read-back", expected, whole ? expected : summary);
    }
}

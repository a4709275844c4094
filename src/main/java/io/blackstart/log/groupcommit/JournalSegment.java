package io.blackstart.log.groupcommit;

import io.blackstart.log.LogFile;
import io.blackstart.log.SegmentSupply;

/**
 * A segment the journal writes to.
 *
 * @param basePosition of the segment
 * @param file open for writing
 */
record JournalSegment(long basePosition, LogFile file) implements SegmentSupply.Ready {
    @Override
    public void close() {
        file.close();
    }
}

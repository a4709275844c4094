package io.blackstart.log;

/** A {@link MessageLog} whose segments can be read apart: in any order, by many threads, and record by record. */
public interface SegmentedLog {
    /** What is in the log as seen at the call. Of no use once the log is closed. */
    LogSegments segments();
}

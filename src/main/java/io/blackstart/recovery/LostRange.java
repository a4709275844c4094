package io.blackstart.recovery;

import io.blackstart.ErrorCode;

/**
 * A part of a log that recovery refused: from its first bad record on.
 *
 * @param shard name of the shard's source
 * @param afterPosition position of the last record before the range, or {@link #UNKNOWN} when the range begins the log
 * @param endPosition the log's end, or {@link #UNKNOWN} when the log could not be opened
 * @param code what kind of failure
 * @param reason one line for people: what is wrong, where
 */
public record LostRange(String shard, long afterPosition, long endPosition, ErrorCode code, String reason) {
    /** A position that there is not or that nobody can tell. */
    public static final long UNKNOWN = -1;

    /** One line for people. */
    public String summary() {
        String from = afterPosition == UNKNOWN ? "from its beginning" : "after the record at " + afterPosition;
        String to = endPosition == UNKNOWN ? "to its end" : "to its end at " + endPosition;
        return "lost of " + shard + ": " + from + " " + to + ": " + reason;
    }
}

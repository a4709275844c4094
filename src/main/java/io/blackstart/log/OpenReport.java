package io.blackstart.log;

/**
 * What opening a log found.
 *
 * @param created true when the directory held no log and a new one was made
 * @param segmentCount segments found
 * @param endPosition where the next record goes
 * @param scannedRecordCount records checked while opening; only those that opening had to look at
 * @param trimmedBytes bytes behind the last whole record that held something and were cut, 0 after a clean close
 * @param detail one line for people, such as why the tail was cut
 */
public record OpenReport(
        boolean created,
        int segmentCount,
        long endPosition,
        long scannedRecordCount,
        long trimmedBytes,
        String detail) {}

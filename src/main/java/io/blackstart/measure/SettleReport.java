package io.blackstart.measure;

/**
 * What settling did.
 *
 * @param settled whether the writeback debt fell to the bound in time
 * @param debtBytesBefore dirty pages and pages under writeback before, -1 where not readable
 * @param debtBytesAfter the same afterwards, -1 where not readable
 * @param durationNanos how long it took
 * @param reason empty when settled, else why that is not so or not known
 */
public record SettleReport(
        boolean settled, long debtBytesBefore, long debtBytesAfter, long durationNanos, String reason) {}

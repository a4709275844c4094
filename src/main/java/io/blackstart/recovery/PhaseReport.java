package io.blackstart.recovery;

/**
 * One step of a recovery that has ended.
 *
 * @param phase which
 * @param nanos how long it took by the monotonic clock
 * @param recordBytes bytes of the records it went through, without the log's framing
 * @param recordCount records it went through
 */
public record PhaseReport(RecoveryPhase phase, long nanos, long recordBytes, long recordCount) {}

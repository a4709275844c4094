package io.blackstart.measure;

/**
 * How quiet the machine was around one fork. Ratios are 0 to 1 of all processors, negative where not readable.
 *
 * @param otherCpuRatio processor time that other processes used while the fork ran
 * @param stealRatio processor time the hypervisor took while the fork ran
 * @param ioPressureRatio share of the idle window before the fork in which some task waited for a disk
 * @param quiet whether no bound was passed; true when nothing could be read
 * @param reason which bounds were passed, or {@code not readable: ...}; empty when read and quiet
 */
public record QuietReading(
        double otherCpuRatio, double stealRatio, double ioPressureRatio, boolean quiet, String reason) {
    /** Whether the processor figures were readable, so that {@link #quiet()} says something. */
    public boolean gated() {
        return otherCpuRatio >= 0 && stealRatio >= 0;
    }
}

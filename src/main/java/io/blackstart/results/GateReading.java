package io.blackstart.results;

/**
 * How quiet the machine was around one fork; ratios are 0 to 1 of all processors, negative where not readable.
 *
 * @param otherCpuRatio processor time used by other processes while the fork ran
 * @param stealRatio processor time the hypervisor took
 * @param ioPressureRatio share of time something waited for the disk before the fork began
 * @param quiet whether all stayed within the gate's bounds
 * @param reason which bound was passed, empty when quiet
 */
public record GateReading(
        double otherCpuRatio, double stealRatio, double ioPressureRatio, boolean quiet, String reason) {}

/**
 * The tier {@code recorded}: faults in memory, portable, some ten thousand a second.
 *
 * <p>{@link io.blackstart.crashkit.recorded.RecordingLogFiles} stands in for the real files and notes what the log does to
 * them; from that trace the tier builds the states that a kill or a power cut may leave, and judges the recovery of each.
 * It also damages closed logs byte by byte and makes every single operation fail once.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.crashkit.recorded;

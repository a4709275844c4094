package io.blackstart.measure;

import org.HdrHistogram.Histogram;

/**
 * One piece of a rig's run. Values are nanoseconds.
 *
 * @param response from the intended send to the completion; carries start and end time stamps and the tag {@code response}
 * @param service from the actual send to the completion; the same with the tag {@code service}
 */
public record RigInterval(Histogram response, Histogram service) {}

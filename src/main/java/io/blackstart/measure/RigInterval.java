package io.blackstart.measure;

import org.HdrHistogram.Histogram;

/**
 * One piece of a rig's run: the operations whose intended send lies within the time stamps of its histograms. Values are nanoseconds with three
 * significant digits. Treat both as read-only.
 *
 * @param response from the intended send to the completion, tagged {@value #RESPONSE_TAG}
 * @param service from the actual send to the completion, tagged {@value #SERVICE_TAG}
 */
public record RigInterval(Histogram response, Histogram service) {
    /** Tag of response times in a histogram log. */
    public static final String RESPONSE_TAG = "response";

    /** Tag of service times in a histogram log. */
    public static final String SERVICE_TAG = "service";
}

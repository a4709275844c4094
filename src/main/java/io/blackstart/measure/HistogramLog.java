package io.blackstart.measure;

import java.nio.file.Path;
import java.util.List;

/** Writes and reads HdrHistogram interval logs ({@code .hlog}), which any HdrHistogram log reader opens. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class HistogramLog {
    private HistogramLog() {}

    /**
     * Writes both histograms of every interval, tagged {@code response} and {@code service}, in nanoseconds, under start and base time headers.
     *
     * @param file replaced when it exists
     * @param reading what was measured
     * @param comments lines for the head, such as the cell's id; without line breaks
     * @throws io.blackstart.BlackstartException IO or DISK_FULL
     */
    public static void write(Path file, RigReading reading, List<String> comments) {
        throw new UnsupportedOperationException("file=" + file + reading + comments);
    }

    /**
     * Reads a log back, all intervals of one tag merged.
     *
     * @throws io.blackstart.BlackstartException MISSING, IO, or CORRUPT when no interval has the tag
     */
    public static org.HdrHistogram.Histogram readMerged(Path file, String tag) {
        throw new UnsupportedOperationException("file=" + file + tag);
    }
}

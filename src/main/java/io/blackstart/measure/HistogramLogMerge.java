package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.zip.DataFormatException;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogScanner;
import org.jspecify.annotations.Nullable;

/** Adds up the intervals of one tag while a log is scanned; stops at the first line it cannot understand. */
final class HistogramLogMerge implements HistogramLogScanner.EventHandler {
    private static final int SIGNIFICANT_DIGITS = 3;

    private final String tag;
    private final Histogram merged = new Histogram(SIGNIFICANT_DIGITS);
    private int intervalCount;
    private @Nullable Throwable failure;

    private HistogramLogMerge(String tag) {
        this.tag = tag;
        merged.setTag(tag);
    }

    static Histogram merge(InputStream input, String tag, Path file) {
        var merge = new HistogramLogMerge(tag);
        try (var scanner = new HistogramLogScanner(input)) {
            scanner.process(merge);
        } catch (NoSuchElementException e) {
            // The scanner looks for the end of the line it has read; a log that was cut has none.
            throw corrupt("the histogram log ends within a line", file, merge.failure == null ? e : merge.failure);
        }
        if (merge.failure != null) {
            throw corrupt("a line of the histogram log cannot be understood", file, merge.failure);
        }
        if (merge.intervalCount == 0) {
            throw corrupt("no interval has the tag " + tag, file, null);
        }
        return merge.merged;
    }

    private static BlackstartException corrupt(String message, Path file, @Nullable Throwable cause) {
        return new BlackstartException(ErrorCode.CORRUPT, message, file, BlackstartException.NO_POSITION, cause);
    }

    @Override
    public boolean onComment(String comment) {
        return false;
    }

    @Override
    public boolean onBaseTime(double secondsSinceEpoch) {
        return false;
    }

    @Override
    public boolean onStartTime(double secondsSinceEpoch) {
        return false;
    }

    @Override
    public boolean onHistogram(
            @Nullable String intervalTag,
            double timestamp,
            double length,
            HistogramLogScanner.EncodableHistogramSupplier payload) {
        if (!tag.equals(intervalTag)) {
            return false;
        }
        try {
            EncodableHistogram histogram = payload.read();
            if (histogram instanceof AbstractHistogram values) {
                merged.add(values);
                intervalCount++;
                return false;
            }
            failure = new DataFormatException("a histogram of whole numbers was expected");
        } catch (DataFormatException e) {
            failure = e;
        }
        return true;
    }

    @Override
    public boolean onException(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        failure = thrown;
        return true;
    }
}

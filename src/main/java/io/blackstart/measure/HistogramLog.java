package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes and reads HdrHistogram interval logs ({@code .hlog}, format 1.3), which any HdrHistogram log reader opens. Values are nanoseconds;
 * the column of interval maxima is in milliseconds, as that format has it.
 */
public final class HistogramLog {
    private HistogramLog() {}

    /**
     * Writes both histograms of every interval, tagged {@value RigInterval#RESPONSE_TAG} and {@value RigInterval#SERVICE_TAG}, under start and
     * base time headers. The file appears whole or not at all: it is written to a temporary name beside it and renamed.
     *
     * @param file replaced when it exists; its directory must exist
     * @param reading what was measured
     * @param comments lines for the head, such as the cell's id
     * @throws IllegalArgumentException when a comment has a line break
     * @throws BlackstartException IO or DISK_FULL
     */
    public static void write(Path file, RigReading reading, List<String> comments) {
        byte[] text = encode(reading, comments);
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.write(temporary, text);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw IoFailures.of("cannot write histogram log", file, e);
        }
    }

    private static byte[] encode(RigReading reading, List<String> comments) {
        var bytes = new ByteArrayOutputStream();
        var writer = new HistogramLogWriter(bytes);
        for (String comment : comments) {
            if (comment.indexOf('\n') >= 0 || comment.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("comment=" + comment + ", must be one line");
            }
            writer.outputComment(comment);
        }
        writer.outputLogFormatVersion();
        writer.outputStartTime(reading.startedAtMillis());
        writer.outputBaseTime(reading.startedAtMillis());
        writer.setBaseTime(reading.startedAtMillis());
        writer.outputLegend();
        for (RigInterval interval : reading.intervals()) {
            writer.outputIntervalHistogram(interval.response());
            writer.outputIntervalHistogram(interval.service());
        }
        writer.close();
        return bytes.toByteArray();
    }

    /**
     * Reads a log back, all intervals of one tag merged into one histogram.
     *
     * @param file a histogram log, of ours or not
     * @param tag {@value RigInterval#RESPONSE_TAG} or {@value RigInterval#SERVICE_TAG}
     * @throws BlackstartException MISSING without the file; CORRUPT when a line cannot be understood or no interval has the tag; IO
     */
    public static Histogram readMerged(Path file, String tag) {
        try (InputStream input = Files.newInputStream(file)) {
            return HistogramLogMerge.merge(input, tag, file);
        } catch (NoSuchFileException e) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "no histogram log", file, BlackstartException.NO_POSITION, e);
        } catch (IOException e) {
            throw IoFailures.of("cannot read histogram log", file, e);
        }
    }
}

package io.blackstart.log;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the directory of a log that nobody has open.
 *
 * @param directory looked at
 * @param format {@code segments}, {@code chronicle} or {@code none}
 * @param logId of the log, 0 when nothing tells it
 * @param segmentBytes size of a segment or block, 0 when nothing tells it
 * @param segments by base position; for {@code chronicle} none, its files are among the other names
 * @param mark the durable mark, null when there is none that passes its check
 * @param recordCount whole records in all segments
 * @param payloadBytes of these records
 * @param endPosition behind the last record that opening would keep, 0 when it would refuse
 * @param trimmedBytes bytes behind it that opening would cut, 0 when it would refuse
 * @param refusal why opening would refuse, null when it would not
 * @param otherNames names in the directory that are no segment
 */
public record LogInspection(
        Path directory,
        String format,
        long logId,
        int segmentBytes,
        List<Segment> segments,
        @Nullable Mark mark,
        long recordCount,
        long payloadBytes,
        long endPosition,
        long trimmedBytes,
        @Nullable String refusal,
        List<String> otherNames) {
    /** Copies the lists. */
    public LogInspection {
        segments = List.copyOf(segments);
        otherNames = List.copyOf(otherNames);
    }

    /** The first place where something other than a whole frame or zeros stands, null when there is none. */
    public @Nullable Segment firstDamaged() {
        return segments.stream()
                .filter(segment -> segment.damage() != null)
                .findFirst()
                .orElse(null);
    }

    /**
     * One segment.
     *
     * @param name of the file
     * @param basePosition that its name tells
     * @param fileBytes size of the file
     * @param recordCount whole records from its beginning on, up to the first place where none stands
     * @param payloadBytes of these records
     * @param framesEndOffset offset in the file of that place
     * @param usedEndOffset offset behind the last byte that is not zero
     * @param damage what is wrong at {@code framesEndOffset}, or with the header; null when only zeros follow
     */
    public record Segment(
            String name,
            long basePosition,
            long fileBytes,
            long recordCount,
            long payloadBytes,
            int framesEndOffset,
            int usedEndOffset,
            @Nullable String damage) {}

    /**
     * The durable mark.
     *
     * @param sequence counts its updates
     * @param forcedPosition all below was forced
     * @param acknowledgedPosition all below was acknowledged
     * @param clean whether the log was closed
     */
    public record Mark(long sequence, long forcedPosition, long acknowledgedPosition, boolean clean) {}
}

package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the directory of a log without opening it: takes no lock, changes nothing, reads every frame. Of a log that is
 * open meanwhile it may see records come and segments appear.
 */
public final class LogInspector {
    private static final String CHRONICLE_SUFFIX = ".cq4";

    private final LogFiles files;
    private final List<String> names;

    private LogInspector(LogFiles files) {
        this.files = files;
        this.names = files.list();
    }

    /**
     * Looks into {@code directory}.
     *
     * @throws BlackstartException MISSING when there is no such directory, IO when it cannot be read; damage is no failure
     *     but part of the answer
     */
    public static LogInspection inspect(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "no such directory", directory, BlackstartException.NO_POSITION, null);
        }
        try (LogFiles files = LogFiles.system(directory)) {
            return inspect(files);
        }
    }

    /** The same through {@code files}, which stay open. */
    public static LogInspection inspect(LogFiles files) {
        return new LogInspector(files).inspect();
    }

    private LogInspection inspect() {
        SegmentDescriptor.@Nullable Header header = firstHeader();
        var segments = new ArrayList<LogInspection.Segment>();
        var others = new ArrayList<String>();
        for (String name : names) {
            if (SegmentDescriptor.isName(name)) {
                segments.add(segment(name, header));
            } else {
                others.add(name);
            }
        }
        long logId = header == null ? markLogId() : header.logId();
        int segmentBytes = header == null ? 0 : header.segmentBytes();
        LogInspection.Mark mark = mark(logId);
        Outcome outcome = outcome(logId, segmentBytes);
        return new LogInspection(
                files.directory(),
                format(segments.isEmpty() && mark == null),
                logId,
                segmentBytes,
                segments,
                mark,
                segments.stream().mapToLong(LogInspection.Segment::recordCount).sum(),
                segments.stream().mapToLong(LogInspection.Segment::payloadBytes).sum(),
                outcome.endPosition,
                outcome.trimmedBytes,
                outcome.refusal,
                others);
    }

    private String format(boolean noSegments) {
        if (!noSegments) {
            return "segments";
        }
        return names.stream().anyMatch(name -> name.endsWith(CHRONICLE_SUFFIX)) ? "chronicle" : "none";
    }

    /** The first header that can be read tells whose log this is. */
    private SegmentDescriptor.@Nullable Header firstHeader() {
        for (String name : names) {
            if (SegmentDescriptor.isName(name)) {
                try (LogFile file = files.open(name, false)) {
                    return SegmentDescriptor.read(file, files.directory().resolve(name));
                } catch (BlackstartException damaged) {
                    // Told with the segment itself.
                    requireReadable(damaged);
                }
            }
        }
        return null;
    }

    private static void requireReadable(BlackstartException failure) {
        if (failure.code() == ErrorCode.IO) {
            throw failure;
        }
    }

    private LogInspection.Segment segment(String name, SegmentDescriptor.@Nullable Header first) {
        long base = SegmentDescriptor.basePosition(name);
        long fileBytes = 0;
        try (LogFile file = files.open(name, false)) {
            fileBytes = file.size();
            SegmentDescriptor.Header header =
                    SegmentDescriptor.read(file, files.directory().resolve(name));
            String damage = mismatch(header, first, base, fileBytes);
            return damage == null ? scan(name, header) : unreadable(name, base, fileBytes, damage);
        } catch (BlackstartException e) {
            requireReadable(e);
            return unreadable(name, base, fileBytes, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String mismatch(
            SegmentDescriptor.Header header, SegmentDescriptor.@Nullable Header first, long base, long fileBytes) {
        if (first != null && header.logId() != first.logId()) {
            return "belongs to log " + header.logId();
        }
        if (header.basePosition() != base) {
            return "is the segment at position " + header.basePosition();
        }
        return fileBytes == header.segmentBytes() ? null : "has " + fileBytes + " bytes, not " + header.segmentBytes();
    }

    private static LogInspection.Segment unreadable(String name, long base, long fileBytes, String damage) {
        return new LogInspection.Segment(name, base, fileBytes, 0, 0, 0, 0, damage);
    }

    private LogInspection.Segment scan(String name, SegmentDescriptor.Header header) {
        long recordCount = 0;
        long payloadBytes = 0;
        long base = header.basePosition();
        long end = base + header.segmentBytes();
        long at = base + SegmentDescriptor.DATA_OFFSET;
        String damage = null;
        try (var scanner = new SegmentScanner(files, header.logId(), header.segmentBytes())) {
            boolean whole = true;
            while (whole && at < end) {
                SegmentScanner.Finding finding = scanner.look(at, end);
                whole = finding == SegmentScanner.Finding.RECORD || finding == SegmentScanner.Finding.PADDING;
                damage = finding == SegmentScanner.Finding.DAMAGE ? scanner.damage() : null;
                recordCount += finding == SegmentScanner.Finding.RECORD ? 1 : 0;
                payloadBytes += finding == SegmentScanner.Finding.RECORD ? scanner.payloadLength() : 0;
                at += whole ? scanner.frameLength() : 0;
            }
        }
        int framesEnd = (int) (at - base);
        int usedEnd = new SegmentFiles(files, header.logId(), header.segmentBytes())
                .lastUsed(base, framesEnd, header.segmentBytes());
        if (damage == null && usedEnd > framesEnd) {
            damage = "zeros where a header would be, and something behind them";
        }
        return new LogInspection.Segment(
                name, base, header.segmentBytes(), recordCount, payloadBytes, framesEnd, usedEnd, damage);
    }

    private long markLogId() {
        if (!names.contains(MarkDescriptor.NAME)) {
            return 0;
        }
        ByteBuffer bytes = MarkDescriptor.emptyFile();
        try (LogFile file = files.open(MarkDescriptor.NAME, false)) {
            file.read(bytes, 0);
        }
        bytes.clear();
        MarkDescriptor.Slot slot = MarkDescriptor.newest(bytes);
        return slot == null ? 0 : slot.logId();
    }

    private LogInspection.@Nullable Mark mark(long logId) {
        try {
            DurableMark.Reading reading = DurableMark.read(files, logId);
            return reading == null
                    ? null
                    : new LogInspection.Mark(
                            reading.sequence(),
                            reading.forcedPosition(),
                            reading.acknowledgedPosition(),
                            reading.clean());
        } catch (BlackstartException foreignOrNewer) {
            // Told as the refusal.
            requireReadable(foreignOrNewer);
            return null;
        }
    }

    private record Outcome(
            long endPosition, long trimmedBytes, @Nullable String refusal) {}

    private Outcome outcome(long logId, int segmentBytes) {
        try {
            int size = segmentBytes == 0 ? LogOptions.SEGMENT_BYTES_MIN : segmentBytes;
            LogSurvey survey =
                    LogSurvey.of(files, LogOptions.of(logId, Durability.POWER).withSegmentBytes(size));
            return new Outcome(survey.endPosition(), survey.usedEnd() - survey.endPosition(), null);
        } catch (BlackstartException e) {
            requireReadable(e);
            return new Outcome(0, 0, e.getMessage());
        }
    }
}

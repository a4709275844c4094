package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What opening finds in a directory before it changes anything: either a log that can go on, with its end, or a refusal.
 *
 * <p>The end is the first place behind the mark where no whole frame stands. Why what is behind it was never acknowledged:
 *
 * <ul>
 *   <li>All that was acknowledged lies below the mark, which after kill -9 is exact. Nothing below the mark is ever cut: no
 *       frame there is missing at a scan, and one that fails at a read is refused.
 *   <li>After power loss the mark may be older. Then all that was acknowledged was forced, so all its frames are whole, and
 *       the scan from the older mark runs over them: the first frame that is not whole was not forced.
 *   <li>A segment is written to only when the one before it is complete and (class POWER) forced. So when a later segment
 *       holds anything, a bad frame in an earlier one is damage, mark or no mark. It also follows that nothing stale can
 *       stand behind the segment in which the log ends.
 *   <li>A mark behind the end of all files means that segments are gone; a gap in their names, too.
 *   <li>Without a mark everything is scanned from the beginning.
 *   <li>A PROCESS log whose operating system has ended since promised only what was forced; it may have holes in several
 *       segments, so the rule of the later segment does not hold for it, and all behind the first hole is cut.
 * </ul>
 *
 * @param segmentCount segments found, of which all headers are sound
 * @param mark what the mark says, null without a sound one
 * @param markDamaged whether a mark file is there but tells nothing
 * @param endPosition where the next record goes: in the data of a segment or at the end of the last one
 * @param usedEnd behind the last byte that is not zero, at least {@code endPosition}
 * @param scannedRecordCount records checked
 * @param reason why the scan ended where it did
 * @param temporaries files that a crash left in the making
 */
record LogSurvey(
        int segmentCount,
        DurableMark.@Nullable Reading mark,
        boolean markDamaged,
        long endPosition,
        long usedEnd,
        long scannedRecordCount,
        String reason,
        List<String> temporaries) {

    /** Whether the directory holds no log. */
    boolean isNew() {
        return segmentCount == 0;
    }

    /** Whether the log was closed and nothing needs repair. */
    boolean isClean() {
        return mark != null && mark.clean() && mark.acknowledgedPosition() == endPosition && usedEnd == endPosition;
    }

    /**
     * Looks at a directory.
     *
     * @throws BlackstartException CORRUPT, MISSING, FOREIGN, VERSION, IO
     * @throws IllegalArgumentException when the log was made with segments of another size
     */
    static LogSurvey of(LogFiles files, LogOptions options) {
        return new Surveyor(files, options).survey();
    }

    /** Carries a survey out. */
    private static final class Surveyor {
        private final LogFiles files;
        private final LogOptions options;
        private final int segmentBytes;
        private final SegmentFiles segments;
        private final List<String> names;
        private final DurableMark.@Nullable Reading mark;
        private final long needed;

        private long scannedRecordCount;
        private String reason = "";

        Surveyor(LogFiles files, LogOptions options) {
            this.files = files;
            this.options = options;
            this.segmentBytes = options.segmentBytes();
            this.segments = new SegmentFiles(files, options.logId(), segmentBytes);
            this.names = files.list();
            this.mark = DurableMark.read(files, options.logId());
            this.needed = mark == null ? 0 : mark.acknowledgedPosition();
        }

        LogSurvey survey() {
            int count = checkSegments();
            long allocatedEnd = (long) count * segmentBytes;
            if (needed > allocatedEnd) {
                throw new BlackstartException(
                        ErrorCode.MISSING,
                        "acknowledged up to position " + needed + ", but the segments end at " + allocatedEnd,
                        files.directory(),
                        allocatedEnd,
                        null);
            }
            long end = count == 0 ? 0 : scan(allocatedEnd);
            long usedEnd = end;
            if (end < allocatedEnd) {
                boolean holes = mark != null && mark.unforcedMayBeGone();
                usedEnd = holes ? usedEndOfAll(end, allocatedEnd) : usedEndOfLast(end, allocatedEnd);
            }
            List<String> temporaries = names.stream()
                    .filter(name ->
                            SegmentDescriptor.isTemporaryName(name) || name.equals(MarkDescriptor.TEMPORARY_NAME))
                    .toList();
            boolean markDamaged = mark == null && names.contains(MarkDescriptor.NAME);
            return new LogSurvey(count, mark, markDamaged, end, usedEnd, scannedRecordCount, reason, temporaries);
        }

        /** Headers, sizes and an unbroken row; the number of segments. */
        private int checkSegments() {
            int count = 0;
            for (String name : names) {
                if (SegmentDescriptor.isName(name)) {
                    requireNext(SegmentDescriptor.basePosition(name), (long) count * segmentBytes);
                    segments.check(SegmentDescriptor.basePosition(name));
                    count++;
                }
            }
            return count;
        }

        private void requireNext(long base, long expected) {
            if ((base & (segmentBytes - 1)) != 0) {
                throw SegmentDescriptor.damaged("no segment begins at this position", segments.path(base), 0, null);
            }
            if (base != expected) {
                throw new BlackstartException(
                        ErrorCode.MISSING,
                        "the segment is missing, the next one there is at position " + base,
                        segments.path(expected),
                        BlackstartException.NO_POSITION,
                        null);
            }
        }

        /** From the mark when the log was closed; else from the beginning of its segment, to see damage before mending. */
        private long scanStart() {
            if (mark == null) {
                return SegmentDescriptor.DATA_OFFSET;
            }
            long base = needed & -(long) segmentBytes;
            return mark.clean()
                    ? Math.max(needed, base + SegmentDescriptor.DATA_OFFSET)
                    : base + SegmentDescriptor.DATA_OFFSET;
        }

        private long scan(long allocatedEnd) {
            try (var scanner = new SegmentScanner(files, options.logId(), segmentBytes)) {
                long at = scanStart();
                while (at < allocatedEnd) {
                    long end = (at | (segmentBytes - 1)) + 1;
                    SegmentScanner.Finding finding = scanner.look(at, end);
                    if (finding == SegmentScanner.Finding.NOTHING || finding == SegmentScanner.Finding.DAMAGE) {
                        reason = finding == SegmentScanner.Finding.NOTHING ? "" : scanner.damage();
                        requireNotAcknowledged(scanner, at);
                        return at;
                    }
                    scannedRecordCount += finding == SegmentScanner.Finding.RECORD ? 1 : 0;
                    at += scanner.frameLength();
                    at = at == end && at < allocatedEnd ? at + SegmentDescriptor.DATA_OFFSET : at;
                }
                return allocatedEnd;
            }
        }

        private void requireNotAcknowledged(SegmentScanner scanner, long at) {
            if (at < needed) {
                throw scanner.refusal(
                        (reason.isEmpty() ? "zeros where a record was" : reason) + ", acknowledged up to position "
                                + needed,
                        at);
            }
        }

        private long usedEndOfLast(long end, long allocatedEnd) {
            long base = end & -(long) segmentBytes;
            for (long later = base + segmentBytes; later < allocatedEnd; later += segmentBytes) {
                int used = segments.lastUsed(later, SegmentDescriptor.DATA_OFFSET, 2 * SegmentDescriptor.DATA_OFFSET);
                if (used > SegmentDescriptor.DATA_OFFSET) {
                    throw SegmentDescriptor.damaged(
                            (reason.isEmpty() ? "zeros where a record was" : reason)
                                    + ", and a later segment holds records",
                            segments.path(base),
                            end - base,
                            null);
                }
            }
            boolean closed = mark != null && mark.clean() && needed == end;
            return closed ? end : base + segments.lastUsed(base, (int) (end - base), segmentBytes);
        }

        private long usedEndOfAll(long end, long allocatedEnd) {
            long used = end;
            for (long base = end & -(long) segmentBytes; base < allocatedEnd; base += segmentBytes) {
                int from = (int) Math.max(end - base, SegmentDescriptor.DATA_OFFSET);
                int last = segments.lastUsed(base, from, segmentBytes);
                used = last > from ? base + last : used;
            }
            return used;
        }
    }
}

package io.blackstart.recovery.aid;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogSegments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * The room index of one segment, open for look-ups. Reads only the pages it needs and trusts none that fails its check. For one
 * thread.
 */
public final class RoomIndex implements AutoCloseable {
    private final LogFile file;
    private final LogFiles files;
    private final RoomIndexLayout.Header header;
    private final ByteBuffer page;
    private long pageNumber;
    private long lastSequence;
    private long firstMessage;
    private int messageCount;
    private long readBytes = RoomIndexLayout.PAGE_LENGTH;

    private RoomIndex(LogFiles files, LogFile file, RoomIndexLayout.Header header, ByteBuffer page) {
        this.files = files;
        this.file = file;
        this.header = header;
        this.page = page;
    }

    /**
     * Opens the index of a segment if there is one that is sound and this segment's.
     *
     * @param files where indexes are kept
     * @param segments of the log
     * @param segment index of the segment
     * @return null when there is none, or one that is damaged, of another version, of another log or place, or of other contents
     * @throws BlackstartException IO when the segment itself cannot be read
     */
    public static @Nullable RoomIndex open(LogFiles files, LogSegments segments, int segment) {
        LogFile file = openFile(files, RoomIndexLayout.name(segments.basePosition(segment), RoomIndexLayout.SUFFIX));
        if (file == null) {
            return null;
        }
        ByteBuffer page = RoomIndexLayout.newPage();
        try {
            boolean whole = file.read(page, 0) == RoomIndexLayout.PAGE_LENGTH;
            RoomIndexLayout.Header header = whole ? RoomIndexLayout.header(page) : null;
            if (header != null && isOf(header, segments, segment)) {
                return new RoomIndex(files, file, header, page);
            }
        } catch (BlackstartException unreadable) {
            // An aid that cannot be read is as good as none.
            file.close();
            return null;
        }
        file.close();
        BufferUtil.free(page);
        return null;
    }

    private static @Nullable LogFile openFile(LogFiles files, String name) {
        try {
            return files.open(name, false);
        } catch (BlackstartException missingOrUnreadable) {
            // Likewise.
            return null;
        }
    }

    /** Whether it is of this segment, and of what the segment holds now. */
    private static boolean isOf(RoomIndexLayout.Header header, LogSegments segments, int segment) {
        long base = segments.basePosition(segment);
        boolean fits = header.logId() == segments.logId()
                && header.basePosition() == base
                && header.coveredEnd() >= base
                && header.coveredEnd() <= segments.segmentEnd(segment)
                && header.lastRecord() < header.coveredEnd();
        return fits
                && (header.lastRecord() < base
                        || frameHeader(segments, segment, header.lastRecord()) == header.lastHeader());
    }

    /** The header of the frame at a position, 0 when the segment ends before it. */
    static long frameHeader(LogSegments segments, int segment, long position) {
        ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (LogFile file = segments.open(segment, false)) {
            return file.read(word, position - segments.basePosition(segment)) == Long.BYTES ? word.getLong(0) : 0;
        }
    }

    /** Records of the segment below this position are in the index. */
    public long coveredEnd() {
        return header.coveredEnd();
    }

    /**
     * Looks a room up; afterwards the accessors tell of it.
     *
     * @return whether the segment holds messages of it
     * @throws BlackstartException CORRUPT when a page fails its check or says what cannot be, IO
     */
    public boolean find(long roomId) {
        int bucket = RoomIndexLayout.bucket(roomId, header.bucketPages());
        for (int pages = 0; pages < header.bucketPages(); pages++) {
            load(1L + bucket);
            int rooms = RoomIndexLayout.roomCount(page);
            require(rooms >= 0 && rooms <= RoomIndexLayout.ROOMS_A_PAGE, "rooms=" + rooms);
            for (int i = 0; i < rooms; i++) {
                if (RoomIndexLayout.roomId(page, i) == roomId) {
                    lastSequence = RoomIndexLayout.lastSequence(page, i);
                    firstMessage = RoomIndexLayout.firstMessage(page, i);
                    messageCount = RoomIndexLayout.messageCount(page, i);
                    require(
                            firstMessage >= 0
                                    && messageCount > 0
                                    && firstMessage + messageCount <= header.messageCount(),
                            "messages=" + messageCount);
                    return true;
                }
            }
            if (!RoomIndexLayout.goesOn(page)) {
                return false;
            }
            bucket = bucket + 1 < header.bucketPages() ? bucket + 1 : 0;
        }
        return false;
    }

    /** The newest sequence of the room found last. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Messages of the room found last, each sequence once. */
    public int messageCount() {
        return messageCount;
    }

    /**
     * Position of a message of the room found last.
     *
     * @param index 0 for its newest, less than {@link #messageCount}
     * @throws BlackstartException CORRUPT, IO
     */
    public long position(int index) {
        load(RoomIndexLayout.messagePage(header, firstMessage + index));
        return header.basePosition() + RoomIndexLayout.offset(page, firstMessage + index);
    }

    /** Sequence of a message of the room found last, likewise. */
    public long sequence(int index) {
        load(RoomIndexLayout.messagePage(header, firstMessage + index));
        return lastSequence - RoomIndexLayout.back(page, firstMessage + index);
    }

    private void load(long number) {
        if (number == pageNumber) {
            return;
        }
        pageNumber = 0;
        int count = file.read(page.clear(), number * RoomIndexLayout.PAGE_LENGTH);
        readBytes += count;
        require(
                count == RoomIndexLayout.PAGE_LENGTH && RoomIndexLayout.isSound(page, header, number),
                "page " + number + " fails its check");
        pageNumber = number;
    }

    private void require(boolean sound, String what) {
        if (!sound) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "room index: " + what,
                    files.directory().resolve(file.name()),
                    BlackstartException.NO_POSITION,
                    null);
        }
    }

    /** Bytes read so far. */
    public long readBytes() {
        return readBytes;
    }

    @Override
    public void close() {
        file.close();
        BufferUtil.free(page);
    }
}

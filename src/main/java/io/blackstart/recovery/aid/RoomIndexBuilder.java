package io.blackstart.recovery.aid;

import io.blackstart.BlackstartException;
import io.blackstart.chat.HeaderDecoder;
import io.blackstart.chat.RecordKind;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects where the messages of one segment stand and writes its room index: under another name first, then renamed. That of a
 * finished segment is forced, with the directory; one that will be replaced soon is not, since after power loss the check of its
 * pages tells what is left of it. For one thread; reusable for segment after segment.
 */
final class RoomIndexBuilder {
    private static final int NONE = -1;
    /** Rooms put into a page on average: few buckets then go on in another. */
    private static final int ROOMS_A_BUCKET = 120;

    private final HeaderDecoder header = new HeaderDecoder();
    private final Long2LongHashMap ordinals = new Long2LongHashMap(NONE);
    /** Of each message: ordinal of its room, sequence, offset in the segment. */
    private int[] ordinalOf = new int[1 << 12];

    private long[] sequences = new long[1 << 12];
    private int[] offsets = new int[1 << 12];
    private int messageCount;
    private long basePosition;

    /** What follows are the records of the segment that begins here. */
    void begin(long segmentBase) {
        basePosition = segmentBase;
        messageCount = 0;
        ordinals.clear();
    }

    /**
     * Takes a record.
     *
     * @throws BlackstartException CORRUPT or VERSION when it is no chat record
     */
    void add(long position, DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset, length);
        RecordKind kind = header.kind();
        if (kind != RecordKind.MESSAGE && kind != RecordKind.MEDIA) {
            return;
        }
        if (messageCount == sequences.length) {
            ordinalOf = Arrays.copyOf(ordinalOf, 2 * messageCount);
            sequences = Arrays.copyOf(sequences, 2 * messageCount);
            offsets = Arrays.copyOf(offsets, 2 * messageCount);
        }
        long room = header.roomId();
        long ordinal = ordinals.get(room);
        if (ordinal == NONE) {
            ordinal = ordinals.size();
            ordinals.put(room, ordinal);
        }
        ordinalOf[messageCount] = (int) ordinal;
        sequences[messageCount] = header.sequence();
        offsets[messageCount++] = (int) (position - basePosition);
    }

    /**
     * Writes the index of what was taken since {@link #begin}.
     *
     * @param last position of the last record taken, -1 for none, and its frame's header
     * @param durable whether to force it
     * @return bytes written; 0 when a room's sequences lie too far apart for an index, which then is left out
     * @throws BlackstartException DISK_FULL, IO; no index was replaced
     */
    long write(LogFiles files, long logId, long coveredEnd, LastRecord last, boolean durable) {
        Sorted sorted = sort();
        if (sorted == null) {
            return 0;
        }
        int rooms = ordinals.size();
        int buckets = Math.max(1, (rooms + ROOMS_A_BUCKET - 1) / ROOMS_A_BUCKET);
        var page0 = new RoomIndexLayout.Header(
                logId, basePosition, coveredEnd, last.position, last.header, buckets, sorted.count);
        String temporary = RoomIndexLayout.name(basePosition, RoomIndexLayout.TEMPORARY_SUFFIX);
        if (files.list().contains(temporary)) {
            files.remove(temporary);
        }
        ByteBuffer bytes = layOut(page0, sorted);
        try (LogFile file = files.create(temporary)) {
            file.write(bytes, 0);
            if (durable) {
                file.force();
            }
        } catch (BlackstartException e) {
            discard(files, temporary, e);
            throw e;
        }
        files.rename(temporary, RoomIndexLayout.name(basePosition, RoomIndexLayout.SUFFIX));
        if (durable) {
            files.forceDirectory();
        }
        return bytes.capacity();
    }

    /** Position of a record and the header of its frame. */
    record LastRecord(long position, long header) {}

    private static void discard(LogFiles files, String name, BlackstartException failure) {
        try {
            files.remove(name);
        } catch (BlackstartException second) {
            failure.addSuppressed(second);
        }
    }

    /** Messages by room, newest first, each sequence once; {@code first[r]} is where room r begins. */
    private static final class Sorted {
        private final long[] sequences;
        private final int[] offsets;
        private final int[] first;
        private final int[] counts;
        private final int count;

        Sorted(long[] sequences, int[] offsets, int[] first, int[] counts, int count) {
            this.sequences = sequences;
            this.offsets = offsets;
            this.first = first;
            this.counts = counts;
            this.count = count;
        }
    }

    private @Nullable Sorted sort() {
        int rooms = ordinals.size();
        int[] ends = new int[rooms + 1];
        for (int i = 0; i < messageCount; i++) {
            ends[ordinalOf[i] + 1]++;
        }
        for (int room = 0; room < rooms; room++) {
            ends[room + 1] += ends[room];
        }
        int[] fill = Arrays.copyOf(ends, rooms);
        long[] bySequence = new long[messageCount];
        int[] byOffset = new int[messageCount];
        for (int i = messageCount - 1; i >= 0; i--) {
            int begin = ends[ordinalOf[i]];
            int at = fill[ordinalOf[i]]++;
            // Nearly always in order already: walking backwards, each sequence is below the one before.
            while (at > begin && bySequence[at - 1] < sequences[i]) {
                bySequence[at] = bySequence[at - 1];
                byOffset[at] = byOffset[at - 1];
                at--;
            }
            bySequence[at] = sequences[i];
            byOffset[at] = offsets[i];
        }
        return unique(bySequence, byOffset, ends, rooms);
    }

    private static @Nullable Sorted unique(long[] bySequence, int[] byOffset, int[] ends, int rooms) {
        int[] first = new int[rooms];
        int[] counts = new int[rooms];
        int kept = 0;
        for (int room = 0; room < rooms; room++) {
            first[room] = kept;
            for (int i = ends[room]; i < ends[room + 1]; i++) {
                if (i > ends[room] && bySequence[i] == bySequence[kept - 1]) {
                    // Copies of one message stand newest first; the first to be sent counts, as in the state.
                    byOffset[kept - 1] = byOffset[i];
                    continue;
                }
                bySequence[kept] = bySequence[i];
                byOffset[kept++] = byOffset[i];
            }
            counts[room] = kept - first[room];
            if (bySequence[first[room]] - bySequence[kept - 1] > Integer.MAX_VALUE) {
                return null;
            }
        }
        return new Sorted(bySequence, byOffset, first, counts, kept);
    }

    private ByteBuffer layOut(RoomIndexLayout.Header page0, Sorted sorted) {
        long pages = RoomIndexLayout.messagePage(page0, Math.max(0, sorted.count - 1)) + 1;
        ByteBuffer[] all = new ByteBuffer[(int) pages];
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) pages * RoomIndexLayout.PAGE_LENGTH);
        for (int i = 0; i < pages; i++) {
            all[i] = bytes.slice(i * RoomIndexLayout.PAGE_LENGTH, RoomIndexLayout.PAGE_LENGTH)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        }
        ordinals.forEachLong((room, ordinal) -> {
            int first = sorted.first[(int) ordinal];
            ByteBuffer page = bucketPage(all, page0.bucketPages(), room);
            RoomIndexLayout.addRoom(page, room, sorted.sequences[first], first, sorted.counts[(int) ordinal]);
            for (int message = first; message < first + sorted.counts[(int) ordinal]; message++) {
                RoomIndexLayout.putMessage(
                        all[(int) RoomIndexLayout.messagePage(page0, message)], message, sorted.offsets[message], (int)
                                (sorted.sequences[first] - sorted.sequences[message]));
            }
        });
        RoomIndexLayout.putHeader(all[0], page0);
        for (int i = 1; i < pages; i++) {
            RoomIndexLayout.seal(all[i], page0, i);
        }
        return bytes;
    }

    private static ByteBuffer bucketPage(ByteBuffer[] all, int bucketPages, long room) {
        int bucket = RoomIndexLayout.bucket(room, bucketPages);
        ByteBuffer page = all[1 + bucket];
        while (RoomIndexLayout.roomCount(page) == RoomIndexLayout.ROOMS_A_PAGE) {
            RoomIndexLayout.goesOn(page, true);
            bucket = bucket + 1 < bucketPages ? bucket + 1 : 0;
            page = all[1 + bucket];
        }
        return page;
    }
}

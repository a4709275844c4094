package io.blackstart.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Records that tell their index, and a log's contents as a list. */
public final class LogFixture {
    /** Log id of the tests. */
    public static final long LOG_ID = 0x1122334455667788L;

    private LogFixture() {}

    /** Options with the smallest segments. */
    public static LogOptions options(Durability durability) {
        return LogOptions.of(LOG_ID, durability).withSegmentBytes(LogOptions.SEGMENT_BYTES_MIN);
    }

    /** Record {@code index}: its index as text, filled with seeded letters to a length from 1 to {@code maxLength}. */
    public static byte[] record(long index, int maxLength) {
        var random = new Random(index * 31 + maxLength);
        byte[] text = (index + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] record = new byte[Math.max(text.length, 1 + random.nextInt(maxLength))];
        for (int i = 0; i < record.length; i++) {
            record[i] = i < text.length ? text[i] : (byte) ('a' + random.nextInt(26));
        }
        return record;
    }

    /** Appends records {@code from} to {@code to - 1}; their positions. */
    public static List<Long> append(MessageLog log, long from, long to, int maxLength) {
        var positions = new ArrayList<Long>();
        for (long index = from; index < to; index++) {
            byte[] record = record(index, maxLength);
            positions.add(log.append(new UnsafeBuffer(record), 0, record.length));
        }
        return positions;
    }

    /** All records from {@code fromPosition} on, as text. */
    public static List<String> texts(MessageLog log, long fromPosition) {
        var texts = new ArrayList<String>();
        log.read(fromPosition, (position, buffer, offset, length) -> {
            byte[] record = new byte[length];
            buffer.getBytes(offset, record);
            return texts.add(new String(record, StandardCharsets.US_ASCII));
        });
        return texts;
    }

    /** Records {@code from} to {@code to - 1} as text. */
    public static List<String> expected(long from, long to, int maxLength) {
        var texts = new ArrayList<String>();
        for (long index = from; index < to; index++) {
            texts.add(new String(record(index, maxLength), StandardCharsets.US_ASCII));
        }
        return texts;
    }
}

package io.blackstart.benchmarks;

import io.blackstart.NearestName;
import io.blackstart.workload.RecordSource;
import io.blackstart.workload.RecordTape;
import io.blackstart.workload.WorkloadOptions;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the records that benchmarks append, as their {@code record} parameter names them. */
final class Tapes {
    /** Records made ahead and cycled: more than processors cache, so that reading them costs what fresh records cost. */
    static final int TAPE_BYTES = 64 << 20;
    /** The chat mix of {@link WorkloadOptions#DEFAULT}. */
    static final String CHAT = "chat";

    private static final List<String> KNOWN = List.of("64", "256", "1024", CHAT);

    private Tapes() {}

    /**
     * A tape of {@link #TAPE_BYTES}.
     *
     * @param record {@code 64}, {@code 256} or {@code 1024} bytes of chat-like text, or {@code chat}
     */
    static RecordTape of(String record) {
        return of(record, TAPE_BYTES);
    }

    /** A tape of {@code tapeBytes}. */
    static RecordTape of(String record, int tapeBytes) {
        if (!KNOWN.contains(record)) {
            throw new UsageException(NearestName.unknown("record", record, KNOWN));
        }
        long seed = ForkSettings.ofThisJvm().seed();
        return record.equals(CHAT)
                ? RecordTape.chat(WorkloadOptions.DEFAULT.withSeed(seed), tapeBytes)
                : RecordTape.fixed(seed, Integer.parseInt(record), tapeBytes);
    }

    /** Gives back the memory of a cursor that is done: a tape's worth, which would wait long for a collection of the heap. */
    static void free(RecordSource cursor) {
        BufferUtil.free(cursor.buffer());
    }

    /**
     * Fills a buffer with the text of 256-byte records: what a device is given must compress like what a log writes.
     *
     * @param target filled from position to limit
     */
    static void fill(ByteBuffer target) {
        RecordSource records = of("256", 1 << 20).cursor(0);
        var view = new UnsafeBuffer(target);
        int offset = target.position();
        while (offset < target.limit()) {
            records.next();
            int length = Math.min(records.length(), target.limit() - offset);
            view.putBytes(offset, records.buffer(), records.offset(), length);
            offset += length;
        }
        free(records);
    }
}

package io.blackstart.benchmarks;

import io.blackstart.workload.RecordSource;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The amount of work of one single shot, the same for designs and limits so that their times a record stand side by side.
 *
 * <p>A shot is worked off in chunks, each a call of a method of its own: that method is called thousands of times a shot and
 * gets a normal compilation in the first warm-up shot. One loop over the whole shot would be entered only a few times in the
 * life of a fork and run in code that was compiled while it was on the stack.
 */
final class Shot {
    /** Records of one shot. */
    static final int RECORD_COUNT = 524_288;
    /** Records of one chunk. */
    static final int CHUNK_COUNT = 256;

    private Shot() {}

    /** Takes the records of one chunk, as an append would; returns their bytes. */
    static long drain(RecordSource records, Blackhole blackhole) {
        long bytes = 0;
        for (int index = 0; index < CHUNK_COUNT; index++) {
            records.next();
            blackhole.consume(records.buffer());
            blackhole.consume(records.offset());
            bytes += records.length();
        }
        return bytes;
    }
}

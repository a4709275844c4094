package io.blackstart.log.mapped;

import io.blackstart.log.LogFile;
import io.blackstart.log.MappedRegion;
import io.blackstart.log.SegmentStore;
import io.blackstart.log.SegmentSupply;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A segment, mapped. */
final class MappedSegment implements SegmentSupply.Ready {
    private static final int PAGE_BYTES = 4096;
    private static final long PROBE = 0x5752_4954_4142_4C45L;

    final long basePosition;
    final UnsafeBuffer bytes;
    /** For the appender's checksum alone. */
    final ByteBuffer view;

    private final MappedRegion region;

    private MappedSegment(long basePosition, MappedRegion region) {
        this.basePosition = basePosition;
        this.region = region;
        this.bytes = new UnsafeBuffer(region.buffer());
        this.view = region.buffer().duplicate();
    }

    static MappedSegment map(SegmentStore store, long basePosition) {
        try (LogFile file = store.openSegment(basePosition)) {
            return new MappedSegment(basePosition, file.map(0, store.options().segmentBytes(), true));
        }
    }

    /**
     * Takes the page faults of the pages from {@code offset} on, by storing what is there; nobody else stores to a segment that is
     * not taken yet. A plain store: the JVM survives when the kernel refuses it, but not when it refuses an atomic one.
     */
    void touch(int offset) {
        for (int at = offset & -PAGE_BYTES; at < bytes.capacity(); at += PAGE_BYTES) {
            bytes.putLong(at, bytes.getLong(at));
        }
    }

    /**
     * Whether the pages behind the first that {@code length} bytes from {@code offset} reach into can be written: marks the first
     * word of each and reads it back. Nothing may stand there yet.
     */
    boolean takesStores(int offset, int length) {
        for (int at = (offset | (PAGE_BYTES - 1)) + 1; at < offset + length; at += PAGE_BYTES) {
            bytes.putLong(at, PROBE);
            if (bytes.getLongVolatile(at) != PROBE) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code length} bytes from {@code offset} lie in more pages than one. */
    static boolean crossesPage(int offset, int length) {
        return (offset ^ (offset + length - 1)) >= PAGE_BYTES;
    }

    void force(int offset, int length) {
        region.force(offset, length);
    }

    @Override
    public void close() {
        region.close();
    }
}

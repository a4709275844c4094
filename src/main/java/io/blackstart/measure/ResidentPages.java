package io.blackstart.measure;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import org.agrona.BufferUtil;

/**
 * Counts which pages of files are in the page cache. A file is mapped and never touched, so that counting brings nothing in;
 * {@link MappedByteBuffer#isLoaded()} is mincore(2), which tells of the cache and not of the mapping.
 */
final class ResidentPages {
    /** The smallest page; on a machine with larger ones each is counted several times, which leaves the ratio as it is. */
    private static final int PAGE_BYTES = 4096;

    /** A piece that is asked for at once: whole pieces are mostly all in or all out. */
    private static final int PIECE_BYTES = 1 << 20;

    private static final long MAPPING_BYTES = 1L << 30;

    private long pageCount;
    private long residentCount;

    void add(FileChannel channel) throws IOException {
        long size = channel.size();
        for (long offset = 0; offset < size; offset += MAPPING_BYTES) {
            MappedByteBuffer mapping =
                    channel.map(FileChannel.MapMode.READ_ONLY, offset, Math.min(MAPPING_BYTES, size - offset));
            try {
                addMapping(mapping);
            } finally {
                // A mapping left to the collector would keep the file's pages from being evicted.
                BufferUtil.free(mapping);
            }
        }
    }

    private void addMapping(MappedByteBuffer mapping) {
        for (int offset = 0; offset < mapping.capacity(); offset += PIECE_BYTES) {
            int length = Math.min(PIECE_BYTES, mapping.capacity() - offset);
            int pages = (length + PAGE_BYTES - 1) / PAGE_BYTES;
            pageCount += pages;
            residentCount += mapping.slice(offset, length).isLoaded() ? pages : residentOf(mapping, offset, length);
        }
    }

    private static int residentOf(MappedByteBuffer mapping, int offset, int length) {
        int resident = 0;
        for (int page = 0; page < length; page += PAGE_BYTES) {
            int pageLength = Math.min(PAGE_BYTES, length - page);
            resident += mapping.slice(offset + page, pageLength).isLoaded() ? 1 : 0;
        }
        return resident;
    }

    double ratio() {
        return pageCount == 0 ? 0 : (double) residentCount / pageCount;
    }
}

package io.blackstart.measure;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import org.agrona.BufferUtil;

/**
 * Counts which pages of files are in the page cache. A file is mapped and never touched, so that counting brings nothing in;
 * {@link MappedByteBuffer#isLoaded()} is mincore(2), which tells of the cache and not of the mapping. It is asked page by page, as it only
 * says whether all of a range is there; of much data every so many-th page is asked, evenly spread, to stay below a second.
 */
final class ResidentPages {
    /** Pages asked at most: up to 256 MiB every one, of 8 GiB one in each 128 KiB, the kernel's usual read-ahead. */
    static final int SAMPLE_LIMIT = 1 << 16;

    /** The smallest page; on a machine with larger ones each is counted several times, which leaves the ratio as it is. */
    private static final int PAGE_BYTES = 4096;

    private static final long MAPPING_BYTES = 1L << 30;

    private final long strideBytes;
    private long askedCount;
    private long residentCount;

    /**
     * A count over files of a total size.
     *
     * @param totalBytes of all files together
     * @param sampleLimit pages to ask at most, about
     */
    ResidentPages(long totalBytes, int sampleLimit) {
        long pages = (totalBytes + PAGE_BYTES - 1) / PAGE_BYTES;
        strideBytes = PAGE_BYTES * Math.max(1, (pages + sampleLimit - 1) / sampleLimit);
    }

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
        for (long offset = 0; offset < mapping.capacity(); offset += strideBytes) {
            int length = (int) Math.min(PAGE_BYTES, mapping.capacity() - offset);
            askedCount++;
            residentCount += mapping.slice((int) offset, length).isLoaded() ? 1 : 0;
        }
    }

    long askedCount() {
        return askedCount;
    }

    double ratio() {
        return askedCount == 0 ? 0 : (double) residentCount / askedCount;
    }
}

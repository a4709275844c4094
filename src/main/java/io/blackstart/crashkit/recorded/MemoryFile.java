package io.blackstart.crashkit.recorded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The page cache's view of one file. The bytes may be shared with a state that many cases start from; the first change makes
 * a copy. Guarded by its directory's lock.
 */
final class MemoryFile {
    /** Bytes of one page, the unit in which room is allocated. */
    static final int PAGE_BYTES = 4096;

    private static final int GROWTH_MIN = 256;

    private final int id;
    private final BitSet allocatedPages = new BitSet();
    private final List<MemoryRegion> regions = new ArrayList<>(2);
    private byte[] bytes;
    private int size;
    private boolean shared;

    /** An empty file. */
    MemoryFile(int id) {
        this(id, new byte[0], 0);
    }

    /** A file that begins with bytes it shares with others; {@code bytes} may be longer than {@code size}. */
    MemoryFile(int id, byte[] bytes, int size) {
        this.id = id;
        this.bytes = bytes;
        this.size = size;
        this.shared = true;
        allocatedPages.set(0, pages(size));
    }

    private static int pages(int bytes) {
        return (bytes + PAGE_BYTES - 1) >>> 12;
    }

    int id() {
        return id;
    }

    int size() {
        return size;
    }

    /** The bytes, of which {@link #size} count. Not to be changed, and only valid until the next change. */
    byte[] bytes() {
        return bytes;
    }

    List<MemoryRegion> regions() {
        return regions;
    }

    /** Pages of the range that have no room on the device yet. */
    int missingPages(int offset, int length) {
        int first = offset >>> 12;
        int end = pages(offset + length);
        return end - first - allocatedPages.get(first, end).cardinality();
    }

    int allocatedPageCount() {
        return allocatedPages.cardinality();
    }

    void allocate(int offset, int length) {
        allocatedPages.set(offset >>> 12, pages(offset + length));
    }

    boolean isAllocated(int page) {
        return allocatedPages.get(page);
    }

    void put(int offset, byte[] source, int from, int length) {
        int end = offset + length;
        own(end);
        System.arraycopy(source, from, bytes, offset, length);
        size = Math.max(size, end);
    }

    void resize(int newSize) {
        if (newSize < size) {
            own(size);
            Arrays.fill(bytes, newSize, size, (byte) 0);
            allocatedPages.clear(pages(newSize), pages(size));
        } else {
            own(newSize);
        }
        size = newSize;
    }

    /** Makes the bytes this file's own, with room for {@code end}; all behind the size is 0. */
    private void own(int end) {
        if (shared || end > bytes.length) {
            int room = end <= bytes.length ? bytes.length : Math.max(end, Math.max(GROWTH_MIN, size + (size >>> 1)));
            byte[] copy = new byte[room];
            System.arraycopy(bytes, 0, copy, 0, size);
            bytes = copy;
            shared = false;
        }
    }

    boolean differsFrom(Image image) {
        return !Arrays.equals(bytes, 0, size, image.bytes(), 0, image.size());
    }

    /** The file as it is now. */
    Image image() {
        return Image.of(Arrays.copyOf(bytes, size), size);
    }
}

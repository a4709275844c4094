package io.blackstart.crashkit.recorded;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One file as a trace has left it: what the page cache holds, what is durable, and which pages the kernel would still write.
 */
final class FileModel {
    private static final int PAGE_BYTES = MemoryFile.PAGE_BYTES;

    private final BitSet dirtyPages = new BitSet();
    private final BitSet freedPages = new BitSet();
    private final BitSet forcedPages = new BitSet();
    private byte[] cache = {};
    private byte[] durable = {};
    private int cacheSize;
    private int durableSize;
    private int smallestSize;
    private int largestSize;
    private @Nullable Image cacheImage;
    private @Nullable Image durableImage;

    FileModel() {}

    /** A file that is durable as it is. */
    FileModel(Image image) {
        cache = Arrays.copyOf(image.bytes(), image.size());
        durable = cache.clone();
        cacheSize = image.size();
        durableSize = image.size();
        smallestSize = image.size();
        largestSize = image.size();
        forcedPages.set(0, pageEnd(image.size()));
    }

    /** An independent copy. */
    FileModel copy() {
        var copy = new FileModel();
        copy.dirtyPages.or(dirtyPages);
        copy.freedPages.or(freedPages);
        copy.forcedPages.or(forcedPages);
        copy.cache = cache.clone();
        copy.durable = durable.clone();
        copy.cacheSize = cacheSize;
        copy.durableSize = durableSize;
        copy.smallestSize = smallestSize;
        copy.largestSize = largestSize;
        copy.cacheImage = cacheImage;
        copy.durableImage = durableImage;
        return copy;
    }

    int cacheSize() {
        return cacheSize;
    }

    int durableSize() {
        return durableSize;
    }

    /** The smallest size the file may have after a power cut. */
    int smallestSize() {
        return smallestSize;
    }

    /** The largest size the file may have after a power cut. */
    int largestSize() {
        return largestSize;
    }

    byte[] cache() {
        return cache;
    }

    byte[] durable() {
        return durable;
    }

    /** Reads from the page cache; behind the end there are zeros. */
    void readCache(int offset, byte[] target) {
        int length = Math.max(0, Math.min(target.length, cache.length - offset));
        System.arraycopy(cache, Math.min(offset, cache.length), target, 0, length);
    }

    void write(int offset, byte[] bytes) {
        int end = offset + bytes.length;
        room(end);
        System.arraycopy(bytes, 0, cache, offset, bytes.length);
        cacheSize = Math.max(cacheSize, end);
        largestSize = Math.max(largestSize, end);
        dirty(offset, end);
    }

    void truncate(int size) {
        room(size);
        if (size < cacheSize) {
            Arrays.fill(cache, size, cacheSize, (byte) 0);
            dirty(size, cacheSize);
            freedPages.set(pageEnd(size), pageEnd(cacheSize));
        }
        cacheSize = size;
        smallestSize = Math.min(smallestSize, size);
        largestSize = Math.max(largestSize, size);
        cacheImage = null;
    }

    void force(int from, int to) {
        boolean whole = from == 0 && to >= largestSize;
        forEachDirtyPage(from, to, page -> {
            int offset = page * PAGE_BYTES;
            int end = Math.min(offset + PAGE_BYTES, cache.length);
            System.arraycopy(cache, offset, durable, offset, end - offset);
        });
        dirtyPages.clear(from / PAGE_BYTES, pageEnd(to));
        freedPages.clear(from / PAGE_BYTES, pageEnd(to));
        forcedPages.set(from / PAGE_BYTES, Math.max(from / PAGE_BYTES, pageEnd(Math.min(to, cacheSize))));
        if (whole) {
            durableSize = cacheSize;
            smallestSize = cacheSize;
            largestSize = cacheSize;
        } else if (smallestSize == durableSize) {
            durableSize = Math.max(durableSize, Math.min(cacheSize, to));
            smallestSize = durableSize;
        }
        durableImage = null;
    }

    /** The kernel takes what it could not write for written. */
    void loseForce(int from, int to) {
        dirtyPages.clear(from / PAGE_BYTES, pageEnd(to));
    }

    /** Collects the offsets of pieces of {@code unit} bytes that a power cut may or may not keep. */
    void forEachPending(int unit, IntConsumer consumer) {
        forEachDirtyPage(0, Integer.MAX_VALUE, page -> {
            int end = Math.min((page + 1) * PAGE_BYTES, cache.length);
            for (int offset = page * PAGE_BYTES; offset < end; offset += unit) {
                int pieceEnd = Math.min(offset + unit, end);
                if (!Arrays.equals(cache, offset, pieceEnd, durable, offset, pieceEnd)) {
                    consumer.accept(offset);
                }
            }
        });
    }

    /**
     * Whether anything may be found in a piece that was not kept: the device has never been given anything but zeros for it, or
     * was told to forget it.
     */
    boolean anything(int offset, int end) {
        if (freedPages.get(offset / PAGE_BYTES)) {
            return true;
        }
        for (int at = offset; at < end; at++) {
            if (durable[at] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the file never owned the piece durably, so that what another file left there may be found: a place that was
     * forced, were it as zeros, can at worst be torn.
     */
    boolean neverForced(int offset) {
        return freedPages.get(offset / PAGE_BYTES) || !forcedPages.get(offset / PAGE_BYTES);
    }

    /** Whether the device was told to forget pages that had been written. */
    boolean anyFreed() {
        return !freedPages.isEmpty();
    }

    /** What a kill leaves. */
    Image cacheImage() {
        Image image = cacheImage;
        if (image == null) {
            image = Image.of(Arrays.copyOf(cache, cacheSize), cacheSize);
            cacheImage = image;
        }
        return image;
    }

    /** What is left when nothing pending is kept. */
    Image durableImage() {
        Image image = durableImage;
        if (image == null) {
            image = Image.of(Arrays.copyOf(durable, durableSize), durableSize);
            durableImage = image;
        }
        return image;
    }

    private void forEachDirtyPage(int from, int to, IntConsumer consumer) {
        int end = pageEnd(to);
        for (int page = dirtyPages.nextSetBit(from / PAGE_BYTES);
                page >= 0 && page < end;
                page = dirtyPages.nextSetBit(page + 1)) {
            consumer.accept(page);
        }
    }

    private static int pageEnd(int to) {
        return (int) (((long) to + PAGE_BYTES - 1) / PAGE_BYTES);
    }

    private void dirty(int from, int to) {
        dirtyPages.set(from / PAGE_BYTES, pageEnd(to));
        cacheImage = null;
    }

    private void room(int end) {
        if (end > cache.length) {
            int length = (Math.max(end, cache.length * 2) + PAGE_BYTES - 1) & -PAGE_BYTES;
            cache = Arrays.copyOf(cache, length);
            durable = Arrays.copyOf(durable, length);
        }
    }
}

package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Oracle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The bytes of one file in one state. Immutable, as long as nobody changes {@link #bytes}. */
final class Image {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    private final byte[] bytes;
    private final int size;
    private final long hash;

    private Image(byte[] bytes, int size, long hash) {
        this.bytes = bytes;
        this.size = size;
        this.hash = hash;
    }

    /**
     * Takes the bytes over.
     *
     * @param bytes the file's bytes, then any number of zeros
     * @param size of the file
     */
    static Image of(byte[] bytes, int size) {
        return new Image(bytes, size, hash(bytes, size));
    }

    /** A hash made for telling states apart, not for safety: two multiply-rotate lanes over words, zeros at the end ignored. */
    private static long hash(byte[] bytes, int size) {
        long even = size * PRIME;
        long odd = ~size;
        int at = 0;
        for (; at + 16 <= size; at += 16) {
            even = Long.rotateLeft(even ^ (long) LONGS.get(bytes, at), 29) * PRIME;
            odd = Long.rotateLeft(odd ^ (long) LONGS.get(bytes, at + 8), 31) * PRIME;
        }
        for (; at < size; at++) {
            even = Long.rotateLeft(even ^ bytes[at], 29) * PRIME;
        }
        return Oracle.mix(even + Long.rotateLeft(odd, 17));
    }

    /** The file's bytes, then any number of zeros. Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Size of the file. */
    int size() {
        return size;
    }

    /** Hash of size and bytes. */
    long hash() {
        return hash;
    }
}

package io.blackstart.crashkit;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Makes the records under test: record {@code index} of stream {@code stream} is a function of the seed and these two, so any
 * record can be checked without having been kept.
 *
 * <p>A record of at least {@link #IDENTITY_LENGTH} bytes begins with its identity; all behind it is pseudo-random:
 *
 * <pre>
 *  0        1                     5          8
 * +--------+---------------------+----------+-----------------
 * | stream | index, big endian   | tag      | bytes of a generator seeded with (seed, stream, index)
 * +--------+---------------------+----------+-----------------
 * </pre>
 *
 * The tag is a hash of (seed, stream, index), so the records of another seed are strangers. A shorter record holds one byte that
 * tells its stream, then bytes of the generator; its index is recognised by its place. Without that byte two streams that
 * come to records of one byte at the same time could be taken for each other. The length depends on seed and index but not on the stream: a
 * record that takes the place of one that was cut has its length, which lays bare whatever is left behind it. Immutable.
 */
public final class Oracle {
    /** Length in bytes from which a record tells its stream and index. */
    public static final int IDENTITY_LENGTH = 8;
    /** Streams are numbered from 0 to below this. */
    public static final int STREAM_COUNT_MAX = 256;
    /** Largest index. */
    public static final long INDEX_MAX = 0xFFFF_FFFFL;
    /** What {@link #identify} answers for bytes that are no record of this oracle or too short to tell. */
    public static final long NOT_IDENTIFIED = -1;

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final int PERIOD = 16;
    private static final int ONE_BYTE_INDEX = 5;
    private static final int LONGEST_INDEX = 11;

    private final long seed;
    private final int lengthMax;
    private final int[] cycle;

    /**
     * Creates the oracle of a seed.
     *
     * @param seed any value
     * @param lengthMax longest record in bytes, at least 1
     * @throws IllegalArgumentException when {@code lengthMax} is below 1
     */
    public Oracle(long seed, int lengthMax) {
        if (lengthMax < 1) {
            throw new IllegalArgumentException("lengthMax=" + lengthMax + " must be at least 1");
        }
        this.seed = seed;
        this.lengthMax = lengthMax;
        this.cycle = new int[0];
    }

    private Oracle(long seed, int[] cycle) {
        this.seed = seed;
        this.lengthMax = Arrays.stream(cycle).max().orElseThrow();
        this.cycle = cycle;
    }

    /**
     * Creates an oracle whose records have these lengths in bytes, over and over.
     *
     * @throws IllegalArgumentException when there is none or one is below 1
     */
    public static Oracle cycling(long seed, int... lengths) {
        if (lengths.length == 0 || Arrays.stream(lengths).min().orElseThrow() < 1) {
            throw new IllegalArgumentException("lengths=" + Arrays.toString(lengths) + " must be at least 1");
        }
        return new Oracle(seed, lengths.clone());
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** Longest record in bytes. */
    public int lengthMax() {
        return lengthMax;
    }

    /**
     * Length in bytes of the record at {@code index} in any stream. Unless they cycle: of 16 neighbours one has 1 byte and one {@link #lengthMax};
     * of the others most are short and some lie one byte around a multiple of 512.
     */
    public int length(long index) {
        if (cycle.length > 0) {
            return cycle[(int) (index % cycle.length)];
        }
        int slot = (int) (index % PERIOD);
        if (slot == ONE_BYTE_INDEX) {
            return 1;
        }
        if (slot == LONGEST_INDEX) {
            return lengthMax;
        }
        long hash = mix(seed ^ mix(index + GOLDEN));
        int spread = (int) (hash >>> 8 & 0xFFFF);
        int wished = switch ((int) (hash & 15)) {
            case 0 -> 2 + spread % 6;
            case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> IDENTITY_LENGTH + spread % 120;
            case 10, 11, 12 -> 128 + spread % 512;
            case 13, 14 -> 511 + 512 * (spread % 4) + (spread >>> 2) % 3;
            default -> 1 + spread % 4096;
        };
        return Math.min(wished, lengthMax);
    }

    /**
     * Writes a record.
     *
     * @param stream 0 to {@link #STREAM_COUNT_MAX} - 1
     * @param index 0 to {@link #INDEX_MAX}
     * @param buffer with room for {@link #length} bytes at {@code offset}
     * @param offset in {@code buffer}
     * @return the record's length in bytes
     */
    public int fill(int stream, long index, MutableDirectBuffer buffer, int offset) {
        check(stream, index);
        int length = length(index);
        long state = start(stream, index);
        int done = 0;
        if (length >= IDENTITY_LENGTH) {
            buffer.putLong(offset, identity(stream, index, state), ByteOrder.BIG_ENDIAN);
            done = IDENTITY_LENGTH;
        } else {
            buffer.putByte(offset, mark(stream));
            done = 1;
        }
        for (; done + Long.BYTES <= length; done += Long.BYTES) {
            state += GOLDEN;
            buffer.putLong(offset + done, mix(state), ByteOrder.LITTLE_ENDIAN);
        }
        long last = mix(state + GOLDEN);
        for (; done < length; done++) {
            buffer.putByte(offset + done, (byte) last);
            last >>>= Byte.SIZE;
        }
        return length;
    }

    /** Whether these bytes are, all of them, the record at {@code index} of {@code stream}. Allocates nothing. */
    public boolean matches(int stream, long index, DirectBuffer buffer, int offset, int length) {
        check(stream, index);
        if (length != length(index)) {
            return false;
        }
        long state = start(stream, index);
        int done = 0;
        if (length >= IDENTITY_LENGTH) {
            if (buffer.getLong(offset, ByteOrder.BIG_ENDIAN) != identity(stream, index, state)) {
                return false;
            }
            done = IDENTITY_LENGTH;
        } else if (buffer.getByte(offset) != mark(stream)) {
            return false;
        } else {
            done = 1;
        }
        for (; done + Long.BYTES <= length; done += Long.BYTES) {
            state += GOLDEN;
            if (buffer.getLong(offset + done, ByteOrder.LITTLE_ENDIAN) != mix(state)) {
                return false;
            }
        }
        long last = mix(state + GOLDEN);
        for (; done < length; done++) {
            if (buffer.getByte(offset + done) != (byte) last) {
                return false;
            }
            last >>>= Byte.SIZE;
        }
        return true;
    }

    /**
     * Reads the identity a record carries, without checking the bytes behind it.
     *
     * @return for {@link #streamOf} and {@link #indexOf}, or {@link #NOT_IDENTIFIED}
     */
    public long identify(DirectBuffer buffer, int offset, int length) {
        if (length < IDENTITY_LENGTH) {
            return NOT_IDENTIFIED;
        }
        long head = buffer.getLong(offset, ByteOrder.BIG_ENDIAN);
        long claim = head >>> 24;
        int stream = streamOf(claim);
        long index = indexOf(claim);
        return identity(stream, index, start(stream, index)) == head ? claim : NOT_IDENTIFIED;
    }

    /** The stream of an identity. */
    public static int streamOf(long identity) {
        return (int) (identity >>> 32);
    }

    /** The index of an identity. */
    public static long indexOf(long identity) {
        return identity & INDEX_MAX;
    }

    private static void check(int stream, long index) {
        if (stream < 0 || stream >= STREAM_COUNT_MAX) {
            throw new IllegalArgumentException("stream=" + stream + " must be from 0 to " + (STREAM_COUNT_MAX - 1));
        }
        if (index < 0 || index > INDEX_MAX) {
            throw new IllegalArgumentException("index=" + index + " must be from 0 to " + INDEX_MAX);
        }
    }

    private long start(int stream, long index) {
        return mix(mix(seed + GOLDEN * (stream + 1)) + index);
    }

    /** The first byte of a record that is too short for an identity: another one for each stream. */
    private byte mark(int stream) {
        return (byte) (stream ^ mix(seed));
    }

    private static long identity(int stream, long index, long start) {
        return ((long) stream << 32 | index) << 24 | start >>> 40;
    }

    /**
     * Spreads the bits of a number over all 64: the kit's only source of what is random. The finalizer of SplitMix64 (Steele,
     * Lea, Flood: Fast splittable pseudorandom number generators, 2014).
     */
    public static long mix(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}

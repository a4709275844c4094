package io.blackstart.recovery.parallel;

import io.blackstart.log.LogSegments;

/**
 * How the segments of a log are cut into blocks of one size, in order. A block is read with some bytes of the next behind it, so
 * that frames which begin in it are whole in memory, but for the longest. Immutable.
 */
final class BlockPlan {
    /** Read beyond a block's end. */
    static final int OVERLAP_BYTES = 1 << 16;

    private final LogSegments segments;
    private final int blockBytes;
    private final int blocksPerSegment;
    private final long count;

    BlockPlan(LogSegments segments, int blockBytes) {
        this.segments = segments;
        this.blockBytes = Math.min(blockBytes, segments.segmentBytes());
        this.blocksPerSegment = segments.segmentBytes() / this.blockBytes;
        this.count = (segments.endPosition() + this.blockBytes - 1) / this.blockBytes;
    }

    /** Blocks in all. */
    long count() {
        return count;
    }

    int segment(long block) {
        return (int) (block / blocksPerSegment);
    }

    /** Position of a block's first byte. */
    long start(long block) {
        return block * blockBytes;
    }

    /** Frames that begin below this position belong to the block. */
    long end(long block) {
        return Math.min(start(block) + blockBytes, segments.endPosition());
    }

    /** Offset of the block in the file of its segment. */
    int offset(long block) {
        return (int) (block % blocksPerSegment) * blockBytes;
    }

    /** Bytes to read: the block and the overlap, within the segment. */
    int readLength(long block) {
        return Math.min(blockBytes + OVERLAP_BYTES, segments.segmentBytes() - offset(block));
    }

    /** The most bytes that are read at once. */
    int capacity() {
        return blockBytes + OVERLAP_BYTES;
    }
}

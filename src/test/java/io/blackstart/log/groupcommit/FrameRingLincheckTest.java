package io.blackstart.log.groupcommit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.log.FrameChecksum;
import io.blackstart.log.FrameDescriptor;
import io.blackstart.log.SegmentDescriptor;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;
import org.junit.jupiter.api.Test;

/**
 * The hand-over of frames from producers to the journal, in the orders of steps that Lincheck's model checker chooses. The ring
 * holds two frames, so that each place is used again at once. What a frame must be follows from its position.
 */
class FrameRingLincheckTest {
    private static final int LENGTH = 8;
    private static final int FRAME_LENGTH = FrameDescriptor.frameLength(LENGTH);
    private static final int SEGMENT_BYTES = 1 << 16;
    private static final long LOG_ID = 1;

    /** Producers append, one journal takes frame after frame. */
    public static class HandOver {
        private static final UnsafeBuffer RECORD = new UnsafeBuffer(new byte[LENGTH]);

        private final FrameRing ring = new FrameRing(
                2 * FRAME_LENGTH, LENGTH, SEGMENT_BYTES, LOG_ID, SegmentDescriptor.DATA_OFFSET, new JournalWakeUp());

        private long next = SegmentDescriptor.DATA_OFFSET;

        /** A full ring. */
        public HandOver() {
            ring.allow(SEGMENT_BYTES);
            append();
            append();
        }

        /** Whether there was a place. */
        @Operation
        public final boolean append() {
            return ring.append(RECORD, 0, LENGTH) >= 0;
        }

        /** Whether there was a frame. */
        @Operation(nonParallelGroup = "journal")
        public boolean take() {
            int length = ring.publishedLength(next, FRAME_LENGTH);
            if (length > 0) {
                long header = takeHeader(length);
                if (length != FRAME_LENGTH || header != headerAt(next)) {
                    throw new IllegalStateException("position=" + next + " length=" + length + " is another frame");
                }
                next += length;
            }
            return length > 0;
        }

        /** As the journal: first it uses the bytes, then it gives their place back. */
        long takeHeader(int length) {
            long header = header(length);
            release(length);
            return header;
        }

        final long header(int length) {
            ByteBuffer piece = ring.piece(next, length);
            return piece.getLong(piece.position());
        }

        final void release(int length) {
            ring.release(next + length);
        }

        private static long headerAt(long position) {
            int word = FrameDescriptor.recordWord(LENGTH);
            int check = new FrameChecksum(LOG_ID).ofRecord(ByteBuffer.allocate(LENGTH), 0, word, position);
            return FrameDescriptor.header(word, check);
        }
    }

    /** Planted: the place is given back before its bytes are used. */
    public static class ReleasesFirst extends HandOver {
        @Override
        long takeHeader(int length) {
            release(length);
            return header(length);
        }
    }

    /** Each operation checks its own outcome; none may throw. */
    public static final class NothingThrown implements Verifier {
        /** Lincheck gives the specification, which is not needed. */
        public NothingThrown(Class<?> specification) {}

        @Override
        public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
            return !results.toString().contains(IllegalStateException.class.getSimpleName());
        }
    }

    /** Buffers and checksums are none of the hand-over: the model checker does not look into them. */
    private static void check(Class<? extends HandOver> handOver, int iterations) {
        new ModelCheckingOptions()
                .iterations(iterations)
                .invocationsPerIteration(200)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(2)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(
                                name -> name.startsWith("org.agrona.") || name.startsWith("io.blackstart.log.Frame"))
                        .allMethods()
                        .ignore())
                .verifier(NothingThrown.class)
                .minimizeFailedScenario(false)
                .check(handOver);
    }

    @Test
    void handsEveryFrameOverWhole() {
        check(HandOver.class, 5);
    }

    @Test
    void findsAPlaceThatIsGivenBackTooEarly() {
        var found = assertThrows(LincheckAssertionError.class, () -> check(ReleasesFirst.class, 30));

        assertTrue(String.valueOf(found.getMessage()).contains("IllegalStateException"), found::getMessage);
    }
}

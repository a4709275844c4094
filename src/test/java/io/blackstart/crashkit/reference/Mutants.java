package io.blackstart.crashkit.reference;

import io.blackstart.BlackstartException;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.RecordConsumer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The sixteen broken logs: each the reference log with one seam broken. */
final class Mutants {
    private Mutants() {}

    /** One broken log and the tier that must catch it. */
    record Mutant(String tier, ReferenceDesign design) {
        @Override
        public String toString() {
            return design.name();
        }
    }

    private static Mutant recorded(String name, String summary, BiFunction<LogFiles, LogOptions, ReferenceLog> opener) {
        return new Mutant("recorded", new ReferenceDesign(name, summary, opener));
    }

    static List<Mutant> all() {
        return List.of(
                recorded("ack-before-force", "acknowledges, then forces", AckBeforeForce::new),
                recorded("never-force", "never forces a segment", NeverForce::new),
                recorded("force-before-write-ends", "writes half a frame behind the force", ForceBeforeWriteEnds::new),
                recorded("no-checksum", "takes any bytes of a fitting length", NoChecksum::new),
                recorded("checksum-without-position", "checks the payload alone", ChecksumWithoutPosition::new),
                recorded("cut-at-first-bad-record", "cuts what was acknowledged", CutAtFirstBad::new),
                recorded("skip-bad-records", "passes over what fails its check", SkipBad::new),
                recorded("no-directory-force", "leaves names to luck", NoDirectoryForce::new),
                recorded("retry-force", "forces again after a failed force", RetryForce::new),
                recorded("mapped-without-allocation", "maps holes", MappedWithoutAllocation::new),
                recorded("stale-tail", "leaves a torn tail where it is", StaleTail::new),
                recorded("lock-lost", "opens and closes the lock file once more", LockLost::new),
                recorded("unchecked-length", "takes memory for any length", UncheckedLength::new),
                recorded("read-error-is-end", "takes a failed read for the end", ReadErrorIsEnd::new),
                recorded("acks-next-batch", "acknowledges what came during the force", AcksNextBatch::new),
                recorded("roll-off-by-one", "misses the record that fills a segment", RollOffByOne::new));
    }

    private static class AckBeforeForce extends ReferenceLog {
        AckBeforeForce(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void commit() {
            showDurable(endPosition());
            super.commit();
        }
    }

    private static class NeverForce extends ReferenceLog {
        NeverForce(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void forceTail() {}
    }

    private static class ForceBeforeWriteEnds extends ReferenceLog {
        private @Nullable ByteBuffer rest;
        private int restOffset;

        ForceBeforeWriteEnds(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void write(ByteBuffer frame, int offset) {
            flush();
            int half = frame.remaining() / 2;
            super.write(frame.duplicate().limit(half), offset);
            rest = frame.position(half).slice();
            restOffset = offset + half;
        }

        @Override
        void forceTail() {
            super.forceTail();
            flush();
        }

        @Override
        public synchronized long read(long fromPosition, RecordConsumer consumer) {
            flush();
            return super.read(fromPosition, consumer);
        }

        private synchronized void flush() {
            ByteBuffer late = rest;
            rest = null;
            if (late != null) {
                super.write(late, restOffset);
            }
        }
    }

    private static class NoChecksum extends ReferenceLog {
        NoChecksum(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        int checksum(ByteBuffer payload, long position, int length) {
            return 0x600D;
        }
    }

    private static class ChecksumWithoutPosition extends ReferenceLog {
        ChecksumWithoutPosition(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        int checksum(ByteBuffer payload, long position, int length) {
            return crc(payload, length);
        }
    }

    private static class CutAtFirstBad extends ReferenceLog {
        CutAtFirstBad(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void requireWhole(long endPosition, long acknowledged) {}
    }

    private static class SkipBad extends ReferenceLog {
        SkipBad(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        boolean skips() {
            return true;
        }
    }

    private static class NoDirectoryForce extends ReferenceLog {
        NoDirectoryForce(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void forceDirectory() {}
    }

    private static class RetryForce extends ReferenceLog {
        RetryForce(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void forceTail() {
            try {
                super.forceTail();
            } catch (BlackstartException again) {
                super.forceTail();
            }
        }
    }

    private static class MappedWithoutAllocation extends MappedReferenceLog {
        MappedWithoutAllocation(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void reserve(LogFile file, int from) {
            file.truncate(segmentBytes);
        }
    }

    private static class StaleTail extends ReferenceLog {
        StaleTail(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void cut(LogFile file, int offset) {}
    }

    private static class LockLost extends ReferenceLog {
        LockLost(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void lock() {
            super.lock();
            files.open("log.lock", false).close();
        }
    }

    private static class UncheckedLength extends ReferenceLog {
        /** A field, or the compiler would leave the allocation out. */
        private byte[] record = {};

        UncheckedLength(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        boolean plausible(int length, int bytesLeft) {
            record = new byte[length];
            return record.length > 0 && super.plausible(length, bytesLeft);
        }
    }

    private static class ReadErrorIsEnd extends ReferenceLog {
        private boolean failed;

        ReadErrorIsEnd(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        int readFrames(LogFile file, ByteBuffer target) {
            try {
                return super.readFrames(file, target);
            } catch (BlackstartException end) {
                failed = true;
                return 0;
            }
        }

        @Override
        void requireWhole(long endPosition, long acknowledged) {
            if (!failed) {
                super.requireWhole(endPosition, acknowledged);
            }
        }
    }

    private static class AcksNextBatch extends ReferenceLog {
        AcksNextBatch(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void commit() {
            forceTail();
            acknowledge(endPosition());
        }
    }

    private static class RollOffByOne extends ReferenceLog {
        RollOffByOne(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        boolean lies(int endOffset) {
            return endOffset < segmentBytes;
        }
    }
}

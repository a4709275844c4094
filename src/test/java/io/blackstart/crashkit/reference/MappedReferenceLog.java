package io.blackstart.crashkit.reference;

import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MappedRegion;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reference log written through a mapping of a segment whose bytes were all written and forced before. */
class MappedReferenceLog extends ReferenceLog {
    private @Nullable MappedRegion region;

    MappedReferenceLog(LogFiles files, LogOptions options) {
        super(files, options);
    }

    /** Makes the file as long as a segment, with real room behind {@code from}. */
    void reserve(LogFile file, int from) {
        file.write(ByteBuffer.allocate(segmentBytes - from), from);
    }

    @Override
    void enter(LogFile file, int index, int endOffset) {
        if (endOffset < segmentBytes) {
            reserve(file, endOffset);
            file.force();
        }
        region = file.map(0, segmentBytes, true);
        super.enter(file, index, endOffset);
    }

    @Override
    void leave() {
        region().close();
        super.leave();
    }

    @Override
    void write(ByteBuffer frame, int offset) {
        region().buffer().duplicate().position(offset).put(frame);
    }

    @Override
    void forceTail() {
        region().force(0, segmentBytes);
    }

    /** At opening the file is cut, and grows again as it is entered; while it is mapped, zeros do it. */
    @Override
    void cut(LogFile file, int offset) {
        if (region == null) {
            super.cut(file, offset);
        } else {
            region().buffer().duplicate().position(offset).put(new byte[segmentBytes - offset]);
        }
    }

    private MappedRegion region() {
        return Objects.requireNonNull(region, "region");
    }
}

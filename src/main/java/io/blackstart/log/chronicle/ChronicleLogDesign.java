package io.blackstart.log.chronicle;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import java.util.Set;

/**
 * Design {@code chronicle}: Chronicle Queue, the open-source edition, unchanged. {@link LogOptions#segmentBytes} becomes its
 * block size. The queue is one file that never rolls, since it is given a clock that stands still; so a clock that jumps does
 * no harm either, and positions, which are the queue's indexes, have no gaps.
 */
public final class ChronicleLogDesign implements LogDesign {
    /** Creates the design; fails with a {@link LinkageError} where the library is missing, and loads nothing of it. */
    public ChronicleLogDesign() {
        LogDesigns.requireLibrary("net.openhft.chronicle.queue.ChronicleQueue", "net.openhft:chronicle-queue");
    }

    @Override
    public String name() {
        return "chronicle";
    }

    @Override
    public String summary() {
        return "one writer, Chronicle Queue 2026.4 in one file that never rolls, no checksums";
    }

    @Override
    public Set<Durability> durabilities() {
        return Set.of(Durability.PROCESS, Durability.POWER);
    }

    @Override
    public String afterCrash() {
        return "Leaves what reached the page cache. The library takes back a record whose header was not completed; it keeps "
                + "no checksum of payloads, so altered, swapped or missing bytes inside complete records are not found, and "
                + "a cut at a record's border is not either. Class POWER is the library's own sync of the block it writes to.";
    }

    @Override
    public boolean usesLogFiles() {
        return false;
    }

    @Override
    public boolean wrapsForeignLog() {
        return true;
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        boolean opened = false;
        try {
            LogDesigns.check(this, options);
            files.lock();
            MessageLog log = ChronicleLog.open(files, options);
            opened = true;
            return log;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }
}

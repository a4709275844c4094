package io.blackstart.recovery.parallel;

import io.blackstart.recovery.Demand;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.RestoreSession;

/**
 * As {@code parallel}, but past the page cache, with as many reads under way as the device needs to be busy: what is restored once
 * need not pass through a cache. Needs a file system that can.
 */
public final class DirectRecovery implements Recovery {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int QUEUE_DEPTH = 4;

    /** Creates the design; for the service loader. */
    public DirectRecovery() {}

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public String summary() {
        return "as parallel, but reads past the page cache with several reads under way";
    }

    @Override
    public RecoveryReport recover(RecoverySources sources, Demand demand, RecoveryListener listener) {
        sources.requireState(name());
        try (var session = RestoreSession.open(name(), sources, demand, listener)) {
            return new PipelinedRestore(session, true, QUEUE_DEPTH, BLOCK_BYTES).run();
        }
    }
}

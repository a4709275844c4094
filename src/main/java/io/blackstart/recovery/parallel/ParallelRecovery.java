package io.blackstart.recovery.parallel;

import io.blackstart.recovery.Demand;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.RestoreSession;

/**
 * Readers fill blocks ahead while workers verify and apply: logs beside each other, or the rooms of one log shared out. Answers
 * nobody before the end.
 */
public final class ParallelRecovery implements Recovery {
    private static final int BLOCK_BYTES = 1 << 20;

    /** Creates the design; for the service loader. */
    public ParallelRecovery() {}

    @Override
    public String name() {
        return "parallel";
    }

    @Override
    public String summary() {
        return "reads ahead and applies beside it, with as many threads as asked for";
    }

    @Override
    public RecoveryReport recover(RecoverySources sources, Demand demand, RecoveryListener listener) {
        sources.requireState(name());
        try (var session = RestoreSession.open(name(), sources, demand, listener)) {
            return new PipelinedRestore(session, false, 1, BLOCK_BYTES).run();
        }
    }
}

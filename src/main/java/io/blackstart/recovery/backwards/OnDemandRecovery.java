package io.blackstart.recovery.backwards;

import io.blackstart.recovery.Demand;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.RestoreSession;

/**
 * Serves from the first moment: room indexes tell where the messages of a room stand, and only those are read. Behind that it
 * restores the state as {@code newest-first} does. A segment without an index to trust is read when it is first needed.
 */
public final class OnDemandRecovery implements Recovery {
    /** Creates the design; for the service loader. */
    public OnDemandRecovery() {}

    @Override
    public String name() {
        return "on-demand";
    }

    @Override
    public String summary() {
        return "serves at once through the room indexes of segments, reads what is asked for, and fills in behind";
    }

    @Override
    public RecoveryReport recover(RecoverySources sources, Demand demand, RecoveryListener listener) {
        sources.requireState(name());
        try (var session = RestoreSession.open(name(), sources, demand, listener)) {
            return BackwardRestore.run(session, true);
        }
    }
}

package io.blackstart.recovery.backwards;

import io.blackstart.recovery.Demand;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.RestoreSession;

/**
 * Reads each log segment by segment, the newest first, so that rooms in use come back before those that are not. Needs nothing to
 * be kept beside the log.
 */
public final class NewestFirstRecovery implements Recovery {
    /** Creates the design; for the service loader. */
    public NewestFirstRecovery() {}

    @Override
    public String name() {
        return "newest-first";
    }

    @Override
    public String summary() {
        return "reads segments from the newest to the oldest and serves what is certain meanwhile";
    }

    @Override
    public RecoveryReport recover(RecoverySources sources, Demand demand, RecoveryListener listener) {
        sources.requireState(name());
        try (var session = RestoreSession.open(name(), sources, demand, listener)) {
            return BackwardRestore.run(session, false);
        }
    }
}

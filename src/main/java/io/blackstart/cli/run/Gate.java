package io.blackstart.cli.run;

import io.blackstart.results.GateReading;

/** Lets the machine come to rest before a fork and judges afterwards whether it was quiet. Used by one thread. */
public interface Gate {
    /** Waits, within bounds, until what the last fork left in memory is on the disk, and begins to watch. */
    Watch settle();

    /** One stretch of watching. */
    interface Watch {
        /** What happened since {@link Gate#settle}; called when the fork was waited for. */
        GateReading reading();
    }
}

package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Ledger;
import java.util.Map;

/**
 * One scenario played without any fault.
 *
 * @param context its trace, from an empty directory to after the close
 * @param killed the files just before the close
 * @param killedLedger what was sent and acknowledged then
 * @param evidentLedger the same, in which only that is acknowledged which was so before the latest acknowledgement: no log
 *     that forces once can tell damage to what came last from the traces of a crash before it was acknowledged
 * @param closed the files after the close
 * @param closedLedger what was sent and acknowledged then
 */
record Recording(
        TraceContext context,
        Map<String, Image> killed,
        Ledger killedLedger,
        Ledger evidentLedger,
        Map<String, Image> closed,
        Ledger closedLedger) {}

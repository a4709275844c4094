package io.blackstart.recovery;

import io.blackstart.chat.ChatState;
import java.util.List;

/**
 * What a recovery did.
 *
 * @param design name of the recovery design
 * @param into how far it went
 * @param phases in order
 * @param readCount records read, verified and decoded
 * @param readBytes their bytes, without the log's framing
 * @param skippedCount records read that changed nothing: duplicates and receipts for what was read already; 0 for
 *     {@link RecoveryInto#VERIFY}
 * @param trimmedBytes bytes that opening cut off as torn tails
 * @param missingCount messages that sequences say were sent and that are not in the logs; 0 for {@link RecoveryInto#VERIFY}
 * @param lostRanges what was refused; empty when all went well
 * @param digest of the state or of the records, see {@link RecoveryInto}; of what was read, when something was refused
 * @param states one a shard, in the order of the sources, then those among which a design has shared out rooms; empty for {@link RecoveryInto#VERIFY}; of what was read, when something
 *     was refused
 */
public record RecoveryReport(
        String design,
        RecoveryInto into,
        List<PhaseReport> phases,
        long readCount,
        long readBytes,
        long skippedCount,
        long trimmedBytes,
        long missingCount,
        List<LostRange> lostRanges,
        long digest,
        List<ChatState> states) {
    /** Copies the lists. */
    public RecoveryReport {
        phases = List.copyOf(phases);
        lostRanges = List.copyOf(lostRanges);
        states = List.copyOf(states);
    }

    /** Whether everything was read and nothing was refused. */
    public boolean isWhole() {
        return lostRanges.isEmpty();
    }

    /**
     * How long a phase took in nanoseconds, 0 when the design has no such phase.
     */
    public long nanos(RecoveryPhase phase) {
        return phases.stream()
                .filter(report -> report.phase() == phase)
                .mapToLong(PhaseReport::nanos)
                .sum();
    }

    /**
     * The state of the only shard.
     *
     * @throws IllegalStateException when there is none or more than one
     */
    public ChatState state() {
        if (states.size() != 1) {
            throw new IllegalStateException("states=" + states.size() + " must be one");
        }
        return states.get(0);
    }
}

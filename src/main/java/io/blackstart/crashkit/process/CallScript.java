package io.blackstart.crashkit.process;

import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Ledger;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the writer does in each phase, always the same, so that the calls of one run are those of the next: one producer, a
 * fixed number of records.
 *
 * @param recordCount records appended to a new log
 * @param inFlight records between two acknowledgements
 * @param reopenCount records appended after recovery
 */
record CallScript(int recordCount, int inFlight, int reopenCount) {
    static CallScript of(KitSize size) {
        return size == KitSize.FULL ? new CallScript(2_000, 16, 64) : new CallScript(320, 16, 16);
    }

    /**
     * How a run went.
     *
     * @param last the answer at which it ended: CLOSED, REFUSED, THROWN, ENDED or LATE
     * @param eventCounts calls traced by the end of each step
     * @param failures why producers ended early
     * @param readCount records read after opening, {@link #NOT_READ} when it did not come to that
     */
    record Outcome(Reply last, Map<CallStep, Integer> eventCounts, List<String> failures, long readCount) {
        static final long NOT_READ = -1;

        /** Calls traced by the end of this step. */
        int eventCount(CallStep step) {
            return eventCounts.getOrDefault(step, 0);
        }
    }

    /** Begins to trace a writer. */
    @FunctionalInterface
    interface Tracer {
        Strace.Session attach(WriterProcess writer) throws StraceRefusedException;
    }

    /** Runs a phase; {@code before} is the ledger of the log it begins with. */
    Outcome run(WriterProcess writer, CallPhase phase, Path log, Ledger before, Tracer tracer)
            throws StraceRefusedException {
        var counts = new EnumMap<CallStep, Integer>(CallStep.class);
        long readCount = Outcome.NOT_READ;
        Reply reply = new Reply(Reply.Kind.READY, "");
        Strace.@Nullable Session session = null;
        try {
            for (CallStep step : CallStep.values()) {
                if (step == CallStep.READ && !phase.afterKill()) {
                    continue;
                }
                if (step == phase.first()) {
                    session = tracer.attach(writer);
                    session.watch(writer);
                }
                reply = take(step, writer, phase, log, before);
                if (session != null) {
                    counts.put(step, session.events().size());
                }
                if (reply.is(Reply.Kind.READ)) {
                    readCount = Long.parseLong(reply.text());
                }
                if (!isGood(reply)) {
                    break;
                }
            }
        } finally {
            if (session != null) {
                session.close();
            }
        }
        return new Outcome(reply, counts, writer.failures(), readCount);
    }

    private static boolean isGood(Reply reply) {
        return switch (reply.kind()) {
            case OPENED, READ, APPENDED, CLOSED -> true;
            default -> false;
        };
    }

    private Reply take(CallStep step, WriterProcess writer, CallPhase phase, Path log, Ledger before) {
        return switch (step) {
            case OPEN -> {
                Reply opened = writer.open(log);
                writer.continueFrom(before.copy());
                yield opened;
            }
            case READ -> writer.ask("read");
            case APPEND -> {
                // After a kill a new stream, whose records have the lengths of those that recovery may have cut.
                writer.append(
                        phase.afterKill()
                                ? new WriterProcess.Load(
                                        List.of(before.streamCount()),
                                        List.of(before.ackedEnd(0)),
                                        reopenCount,
                                        inFlight,
                                        false)
                                : WriterProcess.Load.of(1, recordCount, inFlight));
                yield writer.await();
            }
            case CLOSE -> writer.closeLog();
        };
    }
}

package io.blackstart.crashkit.process;

import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Ledger;
import java.nio.file.Path;
import java.util.List;

/**
 * What the writer does in each phase, always the same, so that the calls of one run are those of the next: one producer, a
 * fixed number of records.
 *
 * @param recordCount records of the phases create and append
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
     * @param appendedEvents calls traced until all producers had ended
     * @param failures why producers ended early
     */
    record Outcome(Reply last, List<SyscallEvent> appendedEvents, List<String> failures) {}

    /** Runs a phase; {@code tracer} begins to trace when it is called and ends when what it returned is closed. */
    Outcome run(WriterProcess writer, CallPhase phase, Path log, Ledger before, Tracer tracer)
            throws StraceRefusedException {
        if (phase == CallPhase.APPEND) {
            Reply opened = writer.open(log);
            if (!opened.is(Reply.Kind.OPENED)) {
                return new Outcome(opened, List.of(), List.of());
            }
        }
        try (Strace.Session session = tracer.attach(writer)) {
            writer.tracedBy(session.process());
            if (phase != CallPhase.APPEND) {
                Reply opened = writer.open(log);
                writer.continueFrom(before.copy());
                if (!opened.is(Reply.Kind.OPENED)) {
                    return new Outcome(opened, session.events(), List.of());
                }
            }
            return appendAndClose(writer, phase, before, session);
        }
    }

    private Outcome appendAndClose(WriterProcess writer, CallPhase phase, Ledger before, Strace.Session session) {
        if (phase == CallPhase.REOPEN) {
            // A new stream, whose records have the lengths of those that recovery may have cut.
            writer.append(new WriterProcess.Load(
                    List.of(before.streamCount()), List.of(before.ackedEnd(0)), reopenCount, inFlight, false));
        } else {
            writer.append(WriterProcess.Load.of(1, recordCount, inFlight));
        }
        Reply appended = writer.await();
        List<SyscallEvent> events = session.events();
        List<String> failures = writer.failures();
        return appended.is(Reply.Kind.APPENDED)
                ? new Outcome(writer.closeLog(), events, failures)
                : new Outcome(appended, events, failures);
    }

    /** Begins to trace a writer. */
    @FunctionalInterface
    interface Tracer {
        Strace.Session attach(WriterProcess writer) throws StraceRefusedException;
    }
}

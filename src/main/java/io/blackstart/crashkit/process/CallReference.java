package io.blackstart.crashkit.process;

import io.blackstart.crashkit.Ledger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs each phase once without a fault, under strace, to learn which calls there are to hit, and prepares the killed log that
 * the phases of a second life begin with. Made once for all faults on calls. Safe for many threads.
 */
final class CallReference {
    private final TracedWriter traced;
    private final Map<CallPhase, FaultPoints> changing = new EnumMap<>(CallPhase.class);
    private final List<String> outside = new ArrayList<>();
    private @Nullable FaultPoints reading;
    private @Nullable Path killedLog;
    private Ledger killedLedger = new Ledger(1);

    CallReference(TracedWriter traced) {
        this.traced = traced;
    }

    /** Phases whose calls can be singled out here. */
    List<CallPhase> phases() {
        return traced.phases();
    }

    /** The points of a phase that change files. */
    synchronized FaultPoints changing(CallPhase phase, CaseBench bench) {
        FaultPoints known = changing.get(phase);
        if (known == null) {
            known = trace(phase, bench, Syscalls.changing());
            changing.put(phase, known);
        }
        return known;
    }

    /** The points of recovery that read files. */
    synchronized FaultPoints reading(CaseBench bench) {
        if (reading == null) {
            reading = trace(CallPhase.REOPEN, bench, Syscalls.reading());
        }
        return reading;
    }

    /** Files outside the log's directory that a run without faults changed, each with the call. */
    synchronized List<String> outside(CaseBench bench) {
        for (CallPhase phase : phases()) {
            changing(phase, bench);
        }
        return List.copyOf(outside);
    }

    /** Puts the log a phase begins with in place and answers its ledger. */
    synchronized Ledger prepare(CallPhase phase, CaseBench bench) {
        Path killed = phase.afterKill() ? killedLog(bench) : null;
        Path log = bench.freshLog();
        if (killed == null) {
            return new Ledger(1);
        }
        FileTrees.copy(killed, log);
        return killedLedger.copy();
    }

    private Path killedLog(CaseBench bench) {
        Path known = killedLog;
        if (known != null) {
            return known;
        }
        Path log = bench.freshLog();
        CallScript script = CallScript.of(bench.options().size());
        try (WriterProcess writer = bench.freshWriter()) {
            require(writer.open(log), Reply.Kind.OPENED);
            writer.append(WriterProcess.Load.endless(1, script.inFlight()));
            writer.awaitAcked(script.recordCount() / 2);
            writer.kill();
            killedLedger = writer.ledger();
        }
        Path kept = bench.folder().resolve("killed-log");
        FileTrees.remove(kept);
        FileTrees.copy(log, kept);
        killedLog = kept;
        return kept;
    }

    private FaultPoints trace(CallPhase phase, CaseBench bench, List<String> calls) {
        CallScript script = CallScript.of(bench.options().size());
        Ledger before = prepare(phase, bench);
        List<String> watch = Strace.watch(calls);
        try (WriterProcess writer = traced.start(bench, bench.trace(), watch, true)) {
            CallScript.Outcome outcome =
                    script.run(writer, phase, bench.log(), before, traced.tracer(bench.trace(), watch));
            require(outcome.last(), Reply.Kind.CLOSED);
            List<SyscallEvent> events = SyscallTrace.read(bench.trace());
            noteOutside(events, bench);
            int end = Math.min(events.size(), outcome.eventCount(phase.last()));
            return FaultPoints.of(traced.isCut(phase) ? events.subList(0, end) : events, bench.log());
        } catch (StraceRefusedException e) {
            throw new IllegalStateException("strace was allowed to attach before", e);
        }
    }

    private void noteOutside(List<SyscallEvent> events, CaseBench bench) {
        for (SyscallEvent event : events) {
            if (!event.failed() && Syscalls.changesOutside(event)) {
                event.paths().stream()
                        .filter(path -> !path.startsWith(bench.log()) && !isOfTheJvm(path, bench))
                        .map(path -> event.call() + " " + path)
                        .filter(line -> !outside.contains(line))
                        .forEach(outside::add);
            }
        }
    }

    /** Devices, the kernel's own files, and the temporary directory, where libraries unpack their native parts. */
    private static boolean isOfTheJvm(Path path, CaseBench bench) {
        return path.startsWith(bench.jvm().scratch())
                || path.startsWith("/proc")
                || path.startsWith("/sys")
                || path.startsWith("/dev")
                // The log's parents are made when they are missing.
                || bench.log().startsWith(path);
    }

    private static void require(Reply reply, Reply.Kind kind) {
        if (!reply.is(kind)) {
            throw new LogFailsUnharmedException(reply);
        }
    }
}

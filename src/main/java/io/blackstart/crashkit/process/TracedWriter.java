package io.blackstart.crashkit.process;

import java.nio.file.Path;
import java.util.List;

/**
 * Gives a writer that is traced with some options, in the way this machine allows: one that is up is attached to when asked, or
 * one is started under the tracer and traced from its first call on. Stateless but for the tracer.
 */
final class TracedWriter {
    private final Strace strace;

    TracedWriter(Strace strace) {
        this.strace = strace;
    }

    /** Phases whose calls can be singled out. Without attaching, a phase must begin with the JVM. */
    List<CallPhase> phases() {
        return List.of(CallPhase.values()).stream()
                .filter(phase -> strace.attaches() || phase.beginsTheRun())
                .toList();
    }

    /** Whether a phase ends before the run does. */
    boolean isCut(CallPhase phase) {
        return strace.attaches() && !phase.endsTheRun();
    }

    /** A writer for one traced run, ready; one that has served before where the run cannot hurt it. */
    WriterProcess start(CaseBench bench, Path trace, List<String> options, boolean mayDie) {
        return strace.attaches() && !mayDie ? bench.sharedWriter() : start(bench, bench.starter(), trace, options);
    }

    /** A new writer, started in some way of its own. */
    WriterProcess start(CaseBench bench, WriterProcess.Starter starter, Path trace, List<String> options) {
        if (strace.attaches()) {
            return starter.equals(bench.starter()) ? bench.freshWriter() : bench.ready(starter.start());
        }
        FileTrees.remove(trace);
        return bench.ready(starter.under(strace.launch(trace, options)).start());
    }

    /** Begins to trace it. */
    CallScript.Tracer tracer(Path trace, List<String> options) {
        return writer -> strace.attaches() ? strace.attach(writer.pid(), trace, options) : Strace.launched(trace);
    }

    /** Gives a writer back whose log is closed. */
    void giveBack(CaseBench bench, WriterProcess writer) {
        if (strace.attaches()) {
            bench.keep(writer);
        } else {
            writer.close();
        }
    }
}

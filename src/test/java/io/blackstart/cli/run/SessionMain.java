package io.blackstart.cli.run;

import io.blackstart.cli.run.TestRuns.Recorder;
import io.blackstart.cli.run.TestRuns.ScriptedGate;
import io.blackstart.results.Cell;
import io.blackstart.results.Fork;
import io.blackstart.results.RunDirectory;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A run in a process of its own, to be killed: prints {@code fork} after each fork, {@code end} when it is stopped or done. */
public final class SessionMain {
    private SessionMain() {}

    /**
     * Runs a small plan over fakes.
     *
     * @param arguments the run directory
     */
    public static void main(String[] arguments) {
        Path path = Path.of(arguments[0]);
        var stop = new StopSignal();
        StopHook hook = StopHook.install(stop);
        var talking = new Recorder() {
            @Override
            public void ended(Cell cell, Fork fork, long estimatedMillis) {
                System.out.println("fork " + fork.valid() + " " + fork.reason());
                System.out.flush();
            }
        };
        RunSession session = session(stop, talking);
        try (RunDirectory run =
                session.begin(session.newManifest(List.of("test")), path, RunSession.dataParent(path), plan())) {
            System.out.println("end " + run.manifest().status());
        } finally {
            hook.close();
        }
    }

    static RunSession session(StopSignal stop, Progress progress) {
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new RunSession(
                TestRuns.IDENTITY,
                TestRuns.host(),
                new RunSession.Gates(new ScriptedGate(1), TestRuns.ADMIT_ALL),
                stop,
                new RunSession.Console(err, progress));
    }

    static io.blackstart.results.Plan plan() {
        return TestRuns.plan(TestRuns.everySuite(), "alpha", "beta");
    }
}

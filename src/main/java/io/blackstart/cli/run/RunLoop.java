package io.blackstart.cli.run;

import io.blackstart.cli.run.ForkRunner.Job;
import io.blackstart.cli.run.ForkRunner.Place;
import io.blackstart.results.Cell;
import io.blackstart.results.Fork;
import io.blackstart.results.ForkKind;
import io.blackstart.results.Launch;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import java.util.List;
import java.util.Optional;

/** Runs the forks of a plan that have no outcome yet, in order. Used by one thread. */
final class RunLoop {
    private final RunDirectory run;
    private final Plan plan;
    private final Estimate estimate;
    private final ForkCommands commands;
    private final ForkRunner forks;
    private final Preparation preparation;
    private final LatencyRates rates;
    private final StopSignal stop;
    private final Progress progress;

    /**
     * A loop over the plan of a run.
     *
     * @param place where forks work and leave what they measured
     * @param tools what starts and watches them
     */
    RunLoop(Place place, Tools tools) {
        this.run = place.run();
        this.plan = run.plan();
        this.estimate = new Estimate(plan);
        this.commands = new ForkCommands(tools.host(), place.data());
        this.stop = tools.stop();
        this.progress = tools.progress();
        var process = new ForkProcess(tools.janitor(), stop);
        this.forks = new ForkRunner(place, tools.gate(), process, stop, budget());
        this.preparation = new Preparation(place.data(), commands, process);
        this.rates = new LatencyRates(run);
    }

    /**
     * What starts and watches forks.
     *
     * @param host program that measures
     * @param gate over the machine
     * @param janitor cleans up when this process is killed
     * @param stop ends the run
     * @param progress hears how it goes
     */
    record Tools(ForkHost host, Gate gate, Janitor janitor, StopSignal stop, Progress progress) {}

    /** Runs what is left of the plan; returns early when stopped. */
    void run() {
        List<PlannedFork> left = plan.forks().stream()
                .filter(fork -> !run.has(RunFiles.fork(fork)))
                .toList();
        progress.begin(left.stream().mapToLong(estimate::millis).sum(), left.size());
        for (PlannedFork planned : left) {
            if (stop.isStopped()) {
                break;
            }
            Cell cell = estimate.cell(planned);
            Optional<Fork> fork = run(planned, cell, estimate.launch(planned));
            fork.ifPresent(ended -> progress.ended(cell, ended, estimate.millis(planned)));
        }
        progress.end();
    }

    private Optional<Fork> run(PlannedFork planned, Cell cell, Launch launch) {
        if (preparation.isDue(cell)) {
            progress.preparing(cell);
        }
        String unprepared = preparation.ensure(cell, launch, planned);
        if (stop.isStopped()) {
            return Optional.empty();
        }
        if (!unprepared.isEmpty()) {
            return Optional.of(forks.refuse(planned, launch.kind(), unprepared));
        }
        progress.starting(cell, planned);
        if (launch.kind() == ForkKind.RIG) {
            LatencyRates.Rate rate = rates.of(cell, launch);
            return rate.reason().isEmpty()
                    ? forks.run(rigJob(planned, cell, launch, rate.ratePerSecond()))
                    : Optional.of(forks.refuse(planned, launch.kind(), rate.reason()));
        }
        return forks.run(jmhJob(planned, cell, launch));
    }

    private Job jmhJob(PlannedFork planned, Cell cell, Launch launch) {
        List<String> command = commands.jmh(
                cell, launch, planned, run.stage(RunFiles.raw(planned)), run.stage(RunFiles.curve(planned)));
        boolean checked = !cell.suite().equals(Planner.LIMITS);
        return new Job(planned, launch.kind(), command, launch.timeoutMillis(), checked);
    }

    private Job rigJob(PlannedFork planned, Cell cell, Launch launch, double ratePerSecond) {
        List<String> command = commands.rig(
                cell,
                launch,
                planned,
                ratePerSecond,
                run.stage(RunFiles.raw(planned)),
                run.stage(RunFiles.histograms(planned)));
        return new Job(planned, launch.kind(), command, launch.timeoutMillis(), true);
    }

    /** Repeats are for numbers that will be compared. */
    private RepeatBudget budget() {
        if (!plan.comparable()) {
            return RepeatBudget.none();
        }
        long repeated = run.files().stream()
                .filter(file -> file.startsWith(RunFiles.FORKS + "/") && file.contains(".noisy-"))
                .filter(file -> file.endsWith(".fork.json"))
                .count();
        return RepeatBudget.of(plan.forks().size(), (int) repeated);
    }
}

package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.CaseGuard;
import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.FaultCase;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.ReportBuilder;
import io.blackstart.crashkit.Subject;
import io.blackstart.crashkit.Tier;
import io.blackstart.log.Durability;
import io.blackstart.log.LogOptions;
import io.blackstart.log.ThreadRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Faults in memory: everything a kill or a power cut may leave of a recorded run, damage at rest, failing operations. Needs no
 * files and no rights. Only for designs that reach their files through {@link io.blackstart.log.LogFiles}; the log is opened
 * with the smallest segments and records of at most a quarter of one.
 */
public final class RecordedTier implements Tier {
    /** Name of the tier. */
    public static final String NAME = "recorded";

    private static final long FULL_CASES = 600_000;
    /** At size SHORT one in so many cases is tried; prime, so that no pattern of the plans is left out. */
    private static final int SHORT_STEP = 13;
    /** A batch, a restart, a new segment, and records so alike that only their place tells them apart. */
    private static final List<String> SHORT_SCENARIOS = List.of("batches", "reopened", "rolled", Scenario.EQUAL);

    /** Creates the tier. */
    public RecordedTier() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KitReport run(Subject subject, KitOptions options, KitListener listener) {
        Subject small = small(subject);
        var report = new ReportBuilder(NAME, small, options, listener);
        if (!subject.design().usesLogFiles()) {
            report.skipped("recorded: design=" + subject.name()
                    + " does not reach its files through LogFiles, so nothing can be recorded");
            return report.build();
        }
        FaultCase only = options.onlyCase();
        if (only != null) {
            replay(small, only, options, report);
            return report.build();
        }
        var losses = new PowerLosses();
        var allocation = new AllocationBound(options.limits().allocationBytesMax());
        long target = options.size() == KitSize.FULL ? FULL_CASES : 1;
        var loop = new CaseLoop(report, options, allocation);
        for (int round = 0; report.caseCount() < target && !loop.stopped(); round++) {
            List<ScenarioCases> streams = new ArrayList<>();
            for (Scenario scenario : scenarios(small, options.size())) {
                streams.add(
                        new ScenarioCases(small, scenario, options.seed(), round, options.size(), allocation, losses));
            }
            loop.run(options.size() == KitSize.SHORT ? thinned(streams) : streams, options.workers());
            if (options.size() != KitSize.SHORT) {
                // Else most of the states that were planned were not tried.
                streams.forEach(stream -> report.distinctStates(stream.stateCount()));
            }
        }
        if (loop.stopped()) {
            report.skipped("recorded: stopped after failing cases=" + report.failingCount() + ", as asked");
        }
        report.earned(earned(small, report.build(), losses));
        return report.build();
    }

    /** Damage to records that are alike is tried in every place: that is where a check without a position shows. */
    private static List<CaseStream> thinned(List<ScenarioCases> streams) {
        return streams.stream()
                .map(stream ->
                        stream.scenario().name().equals(Scenario.EQUAL) ? stream : new ThinnedCases(stream, SHORT_STEP))
                .toList();
    }

    private static void replay(Subject subject, FaultCase only, KitOptions options, ReportBuilder report) {
        var replay = new Replay(subject, only, options.limits(), scenarios(subject));
        var reproduced = new AtomicBoolean();
        Judgement found;
        try (var guard = new CaseGuard(options.limits())) {
            found = guard.run(() -> {
                Judgement again = replay.run();
                reproduced.set(again != null);
                return again == null ? Judgement.of(CaseVerdict.OK, "") : again;
            });
        }
        if (reproduced.get() || found.verdict().failing()) {
            report.add(only, found);
        } else {
            report.skipped("recorded: case=" + only.id() + " was not run: in " + Replay.RECORDINGS_MAX
                    + " recordings its trace did not come again");
        }
    }

    private static Subject small(Subject subject) {
        LogOptions options = subject.options();
        int longest = Math.min(options.maxRecordLength(), LogOptions.SEGMENT_BYTES_MIN / 4);
        return new Subject(
                subject.design(),
                new LogOptions(
                        options.logId(),
                        options.durability(),
                        LogOptions.SEGMENT_BYTES_MIN,
                        0,
                        longest,
                        options.extra()));
    }

    private static List<Scenario> scenarios(Subject subject) {
        LogOptions options = subject.options();
        return Scenario.all(options.maxRecordLength(), options.segmentBytes()).stream()
                .filter(scenario -> !scenario.manyWriters() || subject.design().threadRule() == ThreadRule.MANY_WRITERS)
                .toList();
    }

    private static List<Scenario> scenarios(Subject subject, KitSize size) {
        return scenarios(subject).stream()
                .filter(scenario -> size != KitSize.SHORT || SHORT_SCENARIOS.contains(scenario.name()))
                .toList();
    }

    /** The best class that no kill and no power cut disproved. */
    private static Durability earned(Subject subject, KitReport report, PowerLosses losses) {
        boolean power = subject.options().durability().covers(Durability.POWER);
        boolean powerKept = power ? clean(report, CrashPlan.POWER_CUT) : losses.cuts() > 0 && losses.losses() == 0;
        boolean killKept = subject.options().durability() != Durability.NONE && clean(report, CrashPlan.KILL);
        if (!killKept || !clean(report, Recorder.FAULT)) {
            return Durability.NONE;
        }
        return powerKept && clean(report, CrashPlan.SECOND_CRASH) ? Durability.POWER : Durability.PROCESS;
    }

    private static boolean clean(KitReport report, String fault) {
        return report.counts().getOrDefault(fault, Map.of()).keySet().stream().noneMatch(CaseVerdict::failing);
    }
}

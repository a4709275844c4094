package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.FaultCase;
import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.ReportBuilder;
import io.blackstart.crashkit.Subject;
import io.blackstart.crashkit.Tier;
import io.blackstart.log.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Real files and child JVMs: kills and errors at every system call, kills under load, pauses, a slow disk, short transfers, second
 * openers, interrupts, jumping clocks. Linux; no root needed. A tool that is missing costs its faults and one line each. Works
 * below {@link KitOptions#directory}, which must be on the file system the log is to be kept on.
 */
public final class ProcessTier implements Tier {
    /** Its name. */
    public static final String NAME = "process";

    /** What fails in one of these does not even survive a kill. */
    private static final List<String> LOSING_KILLS = List.of(CallFault.KILL, LoadKillFault.NAME);

    /** What is tried at size SHORT. */
    private static final List<String> SHORT = List.of(CallFault.KILL, CallFault.DISK_FULL, LoadKillFault.NAME);

    /** Creates the tier. */
    public ProcessTier() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KitReport run(Subject subject, KitOptions options, KitListener listener) {
        var report = new ReportBuilder(NAME, subject, options, listener);
        Optional<String> impossible = impossible(options);
        if (impossible.isPresent()) {
            report.skipped(NAME + ": all skipped, " + impossible.get());
            return report.build();
        }
        FaultCase only = options.onlyCase();
        List<RealFault> faults = faults(report).stream()
                .filter(fault -> only != null || options.size() != KitSize.SHORT || SHORT.contains(fault.name()))
                .toList();
        if (only != null && faults.stream().noneMatch(fault -> fault.name().equals(only.fault()))) {
            throw new IllegalArgumentException("case=" + only.id() + " is none this machine can run, known faults are "
                    + faults.stream().map(RealFault::name).toList());
        }
        Path directory = Objects.requireNonNull(options.directory());
        new RealFaultRunner(NAME, subject, options, directory.resolve("work-" + NAME), report).run(faults);
        KitReport done = report.build();
        if (LOSING_KILLS.stream().anyMatch(fault -> lost(done, fault))) {
            report.earned(Durability.NONE);
        }
        return report.build();
    }

    private static boolean lost(KitReport report, String fault) {
        return report.counts().getOrDefault(fault, Map.of()).keySet().stream().anyMatch(CaseVerdict::failing);
    }

    private static Optional<String> impossible(KitOptions options) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")) {
            return Optional.of("this is not Linux");
        }
        return options.directory() == null ? Optional.of("no directory to work in was given") : Optional.empty();
    }

    private static List<RealFault> faults(ReportBuilder report) {
        var faults = new ArrayList<RealFault>();
        Optional<Strace> strace = Strace.find();
        if (strace.isPresent()) {
            faults.addAll(CallFault.all(strace.get()));
            faults.add(new SlowDiskFault(strace.get()));
        } else {
            report.skipped(NAME + ": kills and errors at system calls, slow disk, files outside skipped, program strace"
                    + " is missing");
        }
        faults.addAll(ShortTransferFault.all());
        faults.addAll(List.of(
                new LoadKillFault(),
                new PauseFault(),
                new SecondOpenerFault(),
                new InterruptFault(),
                new ClockFault()));
        return faults;
    }
}

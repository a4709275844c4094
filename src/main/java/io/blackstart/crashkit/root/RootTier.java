package io.blackstart.crashkit.root;

import io.blackstart.crashkit.FaultCase;
import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.ReportBuilder;
import io.blackstart.crashkit.Subject;
import io.blackstart.crashkit.Tier;
import io.blackstart.crashkit.process.OutsideProgram;
import io.blackstart.crashkit.process.RealFault;
import io.blackstart.crashkit.process.RealFaultRunner;
import io.blackstart.log.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real file systems below the log: power cuts on ext4, XFS and btrfs, failing devices, full disks, an XFS that is shut down.
 * Needs root; works below {@link KitOptions#directory}. The power cuts decide the class that a log has earned.
 */
public final class RootTier implements Tier {
    /** Its name. */
    public static final String NAME = "root";

    /** Creates the tier. */
    public RootTier() {}

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
        Path directory = Objects.requireNonNull(options.directory());
        RootArea.undoLeftovers(directory).forEach(line -> report.skipped(NAME + ": " + line));
        try (RootArea area = RootArea.create(directory)) {
            List<PowerCutFault> powerCuts = Stream.of(FileSystemKind.values())
                    .map(kind -> new PowerCutFault(area, kind))
                    .toList();
            List<RealFault> faults = new ArrayList<>(powerCuts);
            if (options.size() == KitSize.SHORT && options.onlyCase() == null) {
                faults.removeIf(fault -> !fault.name().equals(PowerCutFault.nameOn(FileSystemKind.EXT4)));
            } else {
                faults.addAll(List.of(new FullDiskFault(area), new BlockErrorFault(area), new ShutdownFault(area)));
            }
            refuseUnknown(options.onlyCase(), faults);
            new RealFaultRunner(NAME, subject, options, directory.resolve("work-" + NAME), report).run(faults);
            earned(subject, powerCuts).ifPresent(report::earned);
        }
        return report.build();
    }

    private static void refuseUnknown(@org.jspecify.annotations.Nullable FaultCase only, List<RealFault> faults) {
        if (only != null && faults.stream().noneMatch(fault -> fault.name().equals(only.fault()))) {
            throw new IllegalArgumentException("case=" + only.id() + " is none of this tier's, known faults are "
                    + faults.stream().map(RealFault::name).toList());
        }
    }

    /** No more than was promised, and no more than the power cuts left standing. */
    private static Optional<Durability> earned(Subject subject, List<PowerCutFault> powerCuts) {
        long cuts = powerCuts.stream().mapToLong(PowerCutFault::cutCount).sum();
        long losses = powerCuts.stream().mapToLong(PowerCutFault::lossCount).sum();
        if (cuts == 0) {
            return Optional.empty();
        }
        Durability promised = subject.options().durability();
        return Optional.of(losses == 0 || !promised.covers(Durability.POWER) ? promised : Durability.PROCESS);
    }

    private static Optional<String> impossible(KitOptions options) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")) {
            return Optional.of("this is not Linux");
        }
        if (options.directory() == null) {
            return Optional.of("no directory to work in was given");
        }
        String user = OutsideProgram.run(List.of("id", "-u")).output().strip();
        if (!user.equals("0")) {
            return Optional.of("it mounts file systems, which needs root; the user id is " + user);
        }
        return Stream.of("mount", "umount", "losetup", "mkfs.xfs", "cp", "sync")
                .filter(program -> OutsideProgram.find(program).isEmpty())
                .findFirst()
                .map(program -> "program " + program + " is missing")
                .or(RootTier::noLoop);
    }

    private static Optional<String> noLoop() {
        return OutsideProgram.run(List.of("losetup", "--find")).succeeded()
                ? Optional.empty()
                : Optional.of("there is no free loop device, as in most containers");
    }
}

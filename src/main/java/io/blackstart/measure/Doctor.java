package io.blackstart.measure;

import io.blackstart.BlackstartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a machine before a run. It reads and reports; all it writes is an empty probe file, which it removes. It takes a little more than a second,
 * in which it watches what else the machine does.
 */
public final class Doctor {
    private final MachineChecks machine;
    private final DataChecks data;

    Doctor(MachineChecks machine, DataChecks data) {
        this.machine = machine;
        this.data = data;
    }

    /** A doctor for this machine. */
    public static Doctor ofSystem() {
        SystemFiles files = SystemFiles.ofSystem();
        JvmFacts jvm = JvmFacts.ofThisJvm();
        return new Doctor(
                new MachineChecks(files, jvm, QuietGate.ofSystem(), Clocks::measure, PageCache.ofSystem()),
                new DataChecks(files, jvm));
    }

    /**
     * Makes every check; each gives one finding, the data directory's leftovers one each. The order is fixed: the machine, then the data directory.
     *
     * @param request what the run is going to ask
     * @return findings, the harmless ones too
     * @throws BlackstartException MISSING on a Linux that hides its memory or its mounts
     */
    public List<Finding> examine(DoctorRequest request) {
        List<Finding> findings = new ArrayList<>(machine.examine(request));
        findings.addAll(data.examine(request));
        return List.copyOf(findings);
    }

    /** The heaviest severity among findings, {@link Severity#OK} of none. */
    public static Severity worst(List<Finding> findings) {
        return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.OK);
    }

    /**
     * Removes what killed runs left: {@code parent} itself and its children, where they hold our marker and their owner is gone.
     *
     * @param parent where data directories are kept; may be missing
     * @return what was removed
     * @throws BlackstartException CORRUPT when a marker cannot be understood, IO
     */
    public static List<Path> removeStale(Path parent) {
        List<Path> stale = DataDirectory.stale(parent);
        stale.forEach(DataDirectory::remove);
        return stale;
    }
}

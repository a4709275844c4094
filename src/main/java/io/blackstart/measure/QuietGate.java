package io.blackstart.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.agrona.concurrent.NanoClock;

/**
 * Judges whether the machine was quiet around a fork: rule 10 of the measuring rules. Call {@link #before} when the last fork has settled and the next
 * has not been started, and {@link #after} when it has ended and been waited for.
 *
 * <p>Processor time of others is what all processes used, less what this process and its descendants used, ended ones included, and less
 * that of the kernel's own threads, most of which work for us. Interrupts count for nobody. In a container the kernel shows the whole host and hides
 * its threads: what neighbours and those threads use counts as others', which errs to the strict side. A descendant that detaches itself
 * is no longer ours.
 *
 * <p>Ticks are 10 ms and, on most kernels, sampled: over a second of two processors the ratio is good to about one percent, and a negative
 * difference counts as 0. Instances may be used by one thread at a time.
 */
public final class QuietGate {
    /** Processor time of other processes above this share of all processors marks a fork. */
    public static final double OTHER_CPU_BOUND = 0.05;

    /** Stolen processor time above this share marks a fork. */
    public static final double STEAL_BOUND = 0.01;

    /** Waiting for disks in more than this share of the idle window marks a fork. */
    public static final double IO_PRESSURE_BOUND = 0.10;

    /** How long the idle machine is watched before each fork. */
    public static final Duration IDLE_WINDOW = Duration.ofMillis(250);

    private static final double NOT_READABLE_RATIO = -1;

    private final SystemFiles files;
    private final long ownPid;
    private final NanoClock clock;
    private final LongConsumer parkNanos;

    QuietGate(SystemFiles files, long ownPid, NanoClock clock, LongConsumer parkNanos) {
        this.files = files;
        this.ownPid = ownPid;
        this.clock = clock;
        this.parkNanos = parkNanos;
    }

    /** A gate over this machine; this process and all its descendants count as ours. */
    public static QuietGate ofSystem() {
        return new QuietGate(
                SystemFiles.ofSystem(), ProcessHandle.current().pid(), System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * Watches the idle machine for {@link #IDLE_WINDOW}, then reads the counters. Nothing of ours should be running: whatever waits for a disk in that
     * time is a neighbour, or writeback of ours that has not settled.
     */
    public Sample before() {
        double ioPressureRatio = watchIoPressure(IDLE_WINDOW);
        return new Sample(ioPressureRatio, counters());
    }

    /** The reading of an idle window itself, without a fork. */
    QuietReading idle(Duration window) {
        Optional<Counters> first = counters();
        return after(new Sample(watchIoPressure(window), first));
    }

    private double watchIoPressure(Duration window) {
        Optional<Pressure> first = ioPressure();
        long startNanos = clock.nanoTime();
        long elapsedNanos = 0;
        while (elapsedNanos < window.toNanos()) {
            parkNanos.accept(window.toNanos() - elapsedNanos);
            elapsedNanos = clock.nanoTime() - startNanos;
        }
        Optional<Pressure> last = ioPressure();
        if (first.isEmpty() || last.isEmpty()) {
            return NOT_READABLE_RATIO;
        }
        double waitedNanos = 1e3 * (last.get().totalMicros() - first.get().totalMicros());
        return Math.max(0, Math.min(1, waitedNanos / elapsedNanos));
    }

    private Optional<Pressure> ioPressure() {
        return files.read(Pressure.IO_PATH).optional().flatMap(Pressure::parse);
    }

    private Optional<Counters> counters() {
        Optional<CpuTicks> ticks = CpuTicks.parse(files.read(CpuTicks.PATH).text());
        if (ticks.isEmpty()) {
            return Optional.empty();
        }
        ProcessTable processes = ProcessTable.read(files);
        return Optional.of(new Counters(ticks.get(), processes.treeTicks(ownPid), processes.kernelTicks()));
    }

    /**
     * The reading of the time since {@code before}.
     *
     * @param before what {@link #before()} of this gate gave
     */
    public QuietReading after(Sample before) {
        Optional<Counters> now = counters();
        if (before.counters.isEmpty() || now.isEmpty()) {
            return notGated(before.ioPressureRatio, "no " + CpuTicks.PATH);
        }
        Counters first = before.counters.get();
        Counters last = now.get();
        long total = last.ticks().total() - first.ticks().total();
        if (total <= 0) {
            return notGated(before.ioPressureRatio, "the fork was shorter than a tick");
        }
        long others = last.ticks().work() - first.ticks().work();
        others -= last.ours() - first.ours();
        others -= last.kernel() - first.kernel();
        double otherCpuRatio = (double) Math.max(0, others) / total;
        double stealRatio =
                (double) Math.max(0, last.ticks().steal() - first.ticks().steal()) / total;
        return judge(otherCpuRatio, stealRatio, before.ioPressureRatio);
    }

    /** Without processor figures only the wait for disks is judged, where that is readable. */
    private static QuietReading notGated(double ioPressureRatio, String reason) {
        QuietReading judged = judge(NOT_READABLE_RATIO, NOT_READABLE_RATIO, ioPressureRatio);
        String all = SystemFiles.NOT_READABLE + reason + (judged.quiet() ? "" : "; " + judged.reason());
        return new QuietReading(NOT_READABLE_RATIO, NOT_READABLE_RATIO, ioPressureRatio, judged.quiet(), all);
    }

    private static QuietReading judge(double otherCpuRatio, double stealRatio, double ioPressureRatio) {
        List<String> reasons = new ArrayList<>();
        addIfAbove(reasons, otherCpuRatio, OTHER_CPU_BOUND, "other processes used %.1f %% of the processors");
        addIfAbove(reasons, stealRatio, STEAL_BOUND, "the hypervisor took %.1f %% of the processors");
        addIfAbove(
                reasons,
                ioPressureRatio,
                IO_PRESSURE_BOUND,
                "before the fork something waited for a disk %.1f %% of the time");
        return new QuietReading(
                otherCpuRatio, stealRatio, ioPressureRatio, reasons.isEmpty(), String.join("; ", reasons));
    }

    private static void addIfAbove(List<String> reasons, double ratio, double bound, String format) {
        if (ratio > bound) {
            reasons.add(String.format(Locale.ROOT, format + ", above %.0f %%", 100 * ratio, 100 * bound));
        }
    }

    /** Ticks at one moment. */
    private record Counters(CpuTicks ticks, long ours, long kernel) {}

    /** The state of the machine just before a fork; opaque. */
    public static final class Sample {
        private final double ioPressureRatio;
        private final Optional<Counters> counters;

        private Sample(double ioPressureRatio, Optional<Counters> counters) {
            this.ioPressureRatio = ioPressureRatio;
            this.counters = counters;
        }
    }
}

package io.blackstart.crashkit;

import io.blackstart.log.Durability;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the verdicts of one tier while it runs. Safe for many threads. */
public final class ReportBuilder {
    /** Failing cases kept of one fault; the others are counted. */
    public static final int FAILING_KEPT_PER_FAULT = 20;

    private static final long PROGRESS_NANOS = 250_000_000;

    private final String tier;
    private final Subject subject;
    private final KitOptions options;
    private final KitListener listener;
    private final long startNanos = System.nanoTime();
    private final Map<String, Map<CaseVerdict, Long>> counts = new LinkedHashMap<>();
    private final Map<String, Integer> kept = new LinkedHashMap<>();
    private final List<FailingCase> failing = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private @Nullable Durability earned;
    private long caseCount;
    private long failingCount;
    private long distinctStateCount;
    private long toldNanos = startNanos;

    /**
     * Begins a report.
     *
     * @param tier name of the tier
     * @param subject the log under test
     * @param options of this run
     * @param listener hears of progress and of failing cases
     */
    public ReportBuilder(String tier, Subject subject, KitOptions options, KitListener listener) {
        this.tier = tier;
        this.subject = subject;
        this.options = options;
        this.listener = listener;
    }

    /** The case of this tier, design and seed with these parameters. */
    public FaultCase faultCase(String fault, String parameters) {
        return new FaultCase(tier, subject.name(), fault, options.seed(), parameters);
    }

    /** Counts a case that passed; a failing verdict goes to {@link #failing}, which keeps what it takes to run it again. */
    public void passing(String fault, CaseVerdict verdict) {
        if (verdict.failing()) {
            throw new IllegalArgumentException("verdict=" + verdict + " needs its case");
        }
        count(fault, verdict);
    }

    /** Counts a case by its judgement and keeps it when it failed. */
    public void add(FaultCase faultCase, Judgement judgement) {
        if (judgement.verdict().failing()) {
            failing(new FailingCase(faultCase, judgement.verdict(), judgement.detail()));
        } else {
            count(faultCase.fault(), judgement.verdict());
        }
    }

    /** Counts a failing case and keeps it, unless its fault has {@link #FAILING_KEPT_PER_FAULT} already. */
    public void failing(FailingCase one) {
        if (!one.verdict().failing()) {
            throw new IllegalArgumentException("verdict=" + one.verdict() + " does not fail");
        }
        String fault = one.faultCase().fault();
        boolean keep;
        synchronized (this) {
            keep = kept.merge(fault, 1, Integer::sum) <= FAILING_KEPT_PER_FAULT;
            if (keep) {
                failing.add(one);
            }
        }
        if (keep) {
            listener.onFailing(one);
        }
        count(fault, one.verdict());
    }

    private void count(String fault, CaseVerdict verdict) {
        boolean tell = false;
        long cases;
        long failed;
        synchronized (this) {
            counts.computeIfAbsent(fault, name -> new EnumMap<>(CaseVerdict.class))
                    .merge(verdict, 1L, Long::sum);
            cases = ++caseCount;
            failed = verdict.failing() ? ++failingCount : failingCount;
            // The clock is read once in a while: it costs as much as the rest of this method.
            if ((cases & 63) == 1) {
                long now = System.nanoTime();
                tell = now - toldNanos >= PROGRESS_NANOS;
                toldNanos = tell ? now : toldNanos;
            }
        }
        if (tell) {
            listener.onProgress(tier, fault, cases, failed);
        }
    }

    /** Says in one line what was not run and why. */
    public synchronized void skipped(String line) {
        skipped.add(line);
    }

    /** Sets the class that the crash states bore out. */
    public synchronized void earned(Durability durability) {
        earned = durability;
    }

    /** Adds to the number of different states recovery was run on. */
    public synchronized void distinctStates(long count) {
        distinctStateCount += count;
    }

    /** Cases so far. */
    public synchronized long caseCount() {
        return caseCount;
    }

    /** Failing cases so far. */
    public synchronized long failingCount() {
        return failingCount;
    }

    /** The report as of now. */
    public synchronized KitReport build() {
        return new KitReport(
                subject.name(),
                subject.options().durability(),
                earned,
                options.size(),
                options.seed(),
                List.of(tier),
                counts,
                distinctStateCount,
                failing,
                skipped,
                System.nanoTime() - startNanos);
    }
}

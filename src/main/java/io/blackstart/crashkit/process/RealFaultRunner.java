package io.blackstart.crashkit.process;

import io.blackstart.crashkit.FaultCase;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.ReportBuilder;
import io.blackstart.crashkit.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Runs the cases of faults on real files: plans them, spreads them over workers with a bench each, counts, and keeps what a
 * failing case left. For one thread.
 */
public final class RealFaultRunner {
    private final String tier;
    private final Subject subject;
    private final KitOptions options;
    private final Path folder;
    private final ReportBuilder report;
    private final Set<Long> states = CaseBench.newStates();

    /**
     * Prepares.
     *
     * @param tier name of the tier
     * @param subject the log
     * @param options of the run
     * @param folder to work in; removed and made anew
     * @param report counts
     */
    public RealFaultRunner(String tier, Subject subject, KitOptions options, Path folder, ReportBuilder report) {
        this.tier = tier;
        this.subject = subject;
        this.options = options;
        this.folder = folder;
        this.report = report;
    }

    /** Runs all cases of these faults, or the one asked for. */
    public void run(List<RealFault> faults) {
        FileTrees.remove(folder);
        FaultCase only = options.onlyCase();
        var queue = new ConcurrentLinkedQueue<Case>();
        try (CaseBench bench = bench("plan")) {
            for (RealFault fault : faults) {
                if (only == null || only.fault().equals(fault.name())) {
                    plan(fault, bench, queue);
                }
            }
            work(queue);
        } finally {
            FileTrees.remove(folder);
        }
        report.distinctStates(states.size());
    }

    private record Case(RealFault fault, FaultCase faultCase) {}

    private void plan(RealFault fault, CaseBench bench, ConcurrentLinkedQueue<Case> queue) {
        Optional<String> missing = fault.missing();
        FaultCase only = options.onlyCase();
        if (missing.isPresent()) {
            report.skipped(tier + ": " + fault.name() + " skipped, " + missing.get());
        } else if (only != null) {
            queue.add(new Case(fault, only));
        } else {
            try {
                var random = new SplittableRandom(options.seed() ^ fault.name().hashCode());
                for (String parameters : fault.plan(bench, options.size(), random)) {
                    queue.add(new Case(fault, report.faultCase(fault.name(), parameters)));
                }
                fault.notes().forEach(note -> report.skipped(tier + ": " + fault.name() + ": " + note));
            } catch (LogFailsUnharmedException e) {
                report.add(report.faultCase(fault.name(), "plan=unharmed"), e.judgement());
            }
        }
    }

    private CaseBench bench(String name) {
        return new CaseBench(subject, options, folder.resolve(name), states);
    }

    private void work(ConcurrentLinkedQueue<Case> queue) {
        int workers = Math.max(1, Math.min(options.workers(), queue.size()));
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Void>> running = IntStream.range(0, workers)
                    .mapToObj(worker -> threads.submit(() -> serve("worker-" + worker, queue)))
                    .toList();
            for (Future<Void> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the tier itself failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while cases ran", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Void serve(String name, ConcurrentLinkedQueue<Case> queue) {
        try (CaseBench bench = bench(name)) {
            for (Case next = queue.poll(); next != null; next = queue.poll()) {
                one(bench, next);
            }
        }
        return null;
    }

    private void one(CaseBench bench, Case next) {
        CaseParameters parameters = CaseParameters.parse(next.faultCase().parameters());
        for (Judgement judgement : judgements(bench, next.fault(), parameters)) {
            report.add(next.faultCase(), judgement);
            if (judgement.verdict().failing()) {
                keepEvidence(bench, next.faultCase(), judgement);
            }
        }
    }

    private static List<Judgement> judgements(CaseBench bench, RealFault fault, CaseParameters parameters) {
        try {
            return fault.run(bench, parameters);
        } catch (LogFailsUnharmedException e) {
            return List.of(e.judgement());
        }
    }

    /** What the failing case left, for whoever looks into it. */
    private void keepEvidence(CaseBench bench, FaultCase faultCase, Judgement judgement) {
        Path directory = options.directory();
        if (directory == null) {
            return;
        }
        Path evidence = directory.resolve("evidence").resolve(faultCase.id().replace(':', '_'));
        try {
            FileTrees.remove(evidence);
            Files.createDirectories(evidence);
            Files.writeString(
                    evidence.resolve("verdict.txt"),
                    faultCase.id() + "\n" + judgement.verdict() + "\n" + judgement.detail() + "\n");
            for (Path part :
                    List.of(bench.caseFolder(), bench.trace(), bench.jvm().scratch())) {
                if (Files.exists(part)) {
                    FileTrees.copy(part, evidence.resolve(part.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence of a failing case cannot be kept", e);
        }
    }
}

package io.blackstart.cli.crash;

import io.blackstart.crashkit.FailingCase;
import io.blackstart.crashkit.FaultCase;
import io.blackstart.crashkit.KitLimits;
import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.LogDesigns;
import io.blackstart.results.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;

/**
 * One tier of the crash kit against one design, in a JVM of its own. Standard output carries progress, a line each in the words of
 * {@link KitLine}; what logs print goes to standard error. Ends when standard input does, since then its parent is gone.
 */
public final class KitMain {
    /** The kit did its work. */
    static final int EXIT_DONE = 0;
    /** It was asked for what does not exist; the last line on standard error says what. */
    static final int EXIT_USAGE = 2;
    /** The kit itself failed; the last lines on standard error say how. */
    static final int EXIT_KIT_FAILED = 70;

    private static final long FULL_CASE_TIMEOUT_NANOS = 60_000_000_000L;

    private KitMain() {}

    /**
     * Runs the tier and leaves its result.
     *
     * @param arguments {@code key=value}, see {@link KitJob}
     */
    public static void main(String[] arguments) {
        PrintStream lines = System.out;
        System.setOut(System.err);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            thrown.printStackTrace();
            System.err.println("the kit failed: " + thrown);
            System.exit(EXIT_KIT_FAILED);
        });
        endWithParent();
        System.exit(run(KitJob.parse(arguments), lines));
    }

    private static int run(KitJob job, PrintStream lines) {
        KitOptions options;
        Subject subject;
        try {
            subject = KitSubjects.of(LogDesigns.find(job.design()), job.durability());
            options = options(job);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return EXIT_USAGE;
        }
        KitReport report;
        try {
            report = KitTiers.find(job.tier()).run(subject, options, new Teller(lines));
        } catch (IllegalArgumentException e) {
            if (job.caseId().isEmpty()) {
                throw e;
            }
            // The case is none of this tier's.
            System.err.println(e.getMessage());
            return EXIT_USAGE;
        }
        try {
            Files.write(job.result(), Json.bytes(KitResults.of(job, report, Instant.now())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return EXIT_DONE;
    }

    private static KitOptions options(KitJob job) {
        KitOptions options = KitOptions.of(job.size(), job.seed())
                .withWorkers(Runtime.getRuntime().availableProcessors())
                .withDirectory(job.directory());
        if (job.size() == KitSize.FULL) {
            // A release is tried for an hour, beside whatever else the machine does: what is slow then is not hanging.
            KitLimits limits = options.limits();
            options = options.withLimits(
                    new KitLimits(FULL_CASE_TIMEOUT_NANOS, limits.allocationBytesMax(), limits.hangCountMax()));
        }
        return job.caseId().isEmpty() ? options : options.withOnlyCase(FaultCase.parse(job.caseId()));
    }

    /** Exits rather than halts: what a tier mounted is undone by its hook. */
    private static void endWithParent() {
        var watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() != -1) {
                            // Nothing is said on it.
                        }
                    } catch (IOException broken) {
                        System.err.println("standard input failed: " + broken.getMessage());
                    }
                    System.exit(EXIT_KIT_FAILED);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private record Teller(PrintStream lines) implements KitListener {
        @Override
        public void onProgress(String tier, String fault, long caseCount, long failingCount) {
            tell(KitLine.progress(fault, caseCount, failingCount));
        }

        @Override
        public void onFailing(FailingCase failing) {
            tell(KitLine.failing(failing.faultCase().id(), failing.verdict().name(), failing.detail()));
        }

        private void tell(String line) {
            synchronized (lines) {
                lines.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
                lines.flush();
            }
        }
    }
}

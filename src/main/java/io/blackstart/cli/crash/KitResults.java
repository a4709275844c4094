package io.blackstart.cli.crash;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.FailingCase;
import io.blackstart.crashkit.KitReport;
import io.blackstart.results.CrashFailure;
import io.blackstart.results.CrashRow;
import io.blackstart.results.CrashTier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a tier reports, as it is kept. */
final class KitResults {
    private KitResults() {}

    static CrashTier of(KitJob job, KitReport report, Instant now) {
        return new CrashTier(
                job.tier(),
                job.kit(),
                job.size().name(),
                job.seed(),
                now,
                TimeUnit.NANOSECONDS.toMillis(report.durationNanos()),
                report.earned() == null ? "" : report.earned().name(),
                report.distinctStateCount(),
                report.counts().entrySet().stream()
                        .map(row -> row(row.getKey(), row.getValue()))
                        .toList(),
                report.failing().stream().map(one -> failure(job, one)).toList(),
                report.skipped());
    }

    private static CrashRow row(String fault, Map<CaseVerdict, Long> counts) {
        var verdicts = new TreeMap<String, Long>();
        counts.forEach((verdict, count) -> verdicts.put(verdict.name(), count));
        long failing = counts.entrySet().stream()
                .filter(entry -> entry.getKey().failing())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new CrashRow(fault, verdicts, failing);
    }

    private static CrashFailure failure(KitJob job, FailingCase one) {
        String id = one.faultCase().id();
        return new CrashFailure(id, one.faultCase().fault(), one.verdict().name(), one.detail(), job.replay(id));
    }

    /** A tier that ended without a report, which only the log under test can have brought about. */
    static CrashTier died(KitJob job, CaseVerdict verdict, String detail, Instant now) {
        String fault = "whole-tier";
        var verdicts = new TreeMap<>(Map.of(verdict.name(), 1L));
        return new CrashTier(
                job.tier(),
                job.kit(),
                job.size().name(),
                job.seed(),
                now,
                0,
                "",
                0,
                List.of(new CrashRow(fault, verdicts, 1)),
                List.of(new CrashFailure("", fault, verdict.name(), detail, job.replay())),
                List.of());
    }
}

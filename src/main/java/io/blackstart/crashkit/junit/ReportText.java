package io.blackstart.crashkit.junit;

import io.blackstart.crashkit.FailingCase;
import io.blackstart.crashkit.KitReport;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in lines for the console of a build. */
final class ReportText {
    private ReportText() {}

    /** Counts, then fault against verdict, then what was skipped. */
    static List<String> lines(KitReport report) {
        String head = "crash kit, design " + report.design() + ", tier " + String.join("+", report.tiers()) + ": cases "
                + report.caseCount() + ", distinct states " + report.distinctStateCount() + ", failing "
                + report.failingCount() + ", promised " + report.promised() + ", earned "
                + (report.earned() == null ? "not told" : report.earned());
        Stream<String> rows = report.counts().entrySet().stream()
                .map(row -> "  " + row.getKey() + " "
                        + row.getValue().entrySet().stream()
                                .map(count -> count.getKey() + "=" + count.getValue())
                                .collect(Collectors.joining(" ")));
        Stream<String> skipped = report.skipped().stream().map(line -> "SKIPPED " + line);
        return Stream.of(Stream.of(head), rows, skipped).flatMap(part -> part).toList();
    }

    /** What an assertion says of a report that did not pass. */
    static String failure(KitReport report) {
        if (report.failing().isEmpty()) {
            return "design " + report.design() + " promises " + report.promised() + " and earned " + report.earned();
        }
        return "failing cases " + report.failingCount() + " of " + report.caseCount() + ":\n"
                + report.failing().stream().map(ReportText::line).collect(Collectors.joining("\n"));
    }

    private static String line(FailingCase failing) {
        return "  " + failing.verdict() + " " + failing.detail() + "\n    again: -Dcrashkit.case="
                + failing.faultCase().id();
    }
}

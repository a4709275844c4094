package io.blackstart.cli;

import io.blackstart.cli.run.Candidate;
import io.blackstart.cli.run.PlanSource;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.results.NotMeasured;
import io.blackstart.workload.TrafficGenerator;
import java.util.List;
import java.util.stream.Collectors;

/** The log designs on the class path, as the planner wants them. */
final class Designs {
    private Designs() {}

    /** Plans over every design there is. */
    static PlanSource planSource() {
        List<NotMeasured> missing = LogDesigns.missing().entrySet().stream()
                .map(entry -> new NotMeasured("design " + entry.getKey(), entry.getValue()))
                .toList();
        return new PlanSource(
                LogDesigns.all().stream().map(Designs::candidate).toList(), missing, TrafficGenerator.VERSION);
    }

    private static Candidate candidate(LogDesign design) {
        return Candidate.of(
                design.name(), design.durabilities().stream().map(Enum::name).collect(Collectors.toSet()));
    }
}

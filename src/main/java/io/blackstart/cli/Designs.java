package io.blackstart.cli;

import io.blackstart.cli.run.Candidate;
import io.blackstart.cli.run.PlanSource;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.replication.ReplicationDesigns;
import io.blackstart.results.NotMeasured;
import io.blackstart.workload.TrafficGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The designs of log and replication on the class path, as the planner wants them. */
final class Designs {
    /** What an acknowledgement promises depends on policy and sites, not on the design. */
    private static final Set<String> REPLICATION_CLASSES = Set.of("NONE", "PROCESS", "POWER", "SITE");

    private Designs() {}

    /** Plans over every design there is. */
    static PlanSource planSource() {
        List<NotMeasured> missing = Stream.concat(
                        LogDesigns.missing().entrySet().stream(), ReplicationDesigns.missing().entrySet().stream())
                .map(entry -> new NotMeasured("design " + entry.getKey(), entry.getValue()))
                .toList();
        var candidates = new ArrayList<>(
                LogDesigns.all().stream().map(Designs::candidate).toList());
        ReplicationDesigns.all()
                .forEach(design -> candidates.add(Candidate.replication(design.name(), REPLICATION_CLASSES)));
        return new PlanSource(candidates, missing, TrafficGenerator.VERSION);
    }

    private static Candidate candidate(LogDesign design) {
        return Candidate.of(
                design.name(), design.durabilities().stream().map(Enum::name).collect(Collectors.toSet()));
    }
}

package io.blackstart.cli;

import io.blackstart.cli.run.Estimate;
import io.blackstart.cli.run.Profiles;
import io.blackstart.cli.run.RunRequest;
import io.blackstart.measure.Doctor;
import io.blackstart.measure.Finding;
import io.blackstart.measure.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blackstart doctor}: whether this machine can be measured, and what will make its figures worse. */
@Command(
        name = "doctor",
        header = "Check whether this machine can run a profile, and what would make its figures worse.",
        description = {"", "Exit code 3 when a run would be refused."},
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--profile", paramLabel = "NAME", description = "The profile to be run. Default: quick.")
    private String profile = Profiles.DEFAULT;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the logs under test would be written. Default: results in the checkout.")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public DoctorCommand() {}

    @Override
    public Integer call() {
        var request = new RunRequest(
                Optional.of(profile),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.ofNullable(data),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                List.of());
        var estimate = new Estimate(Designs.planSource().plan(request));
        Path parent = data == null ? Checkout.results() : data;
        List<Finding> findings = Doctor.ofSystem().examine(estimate.request(parent));
        var table = new TextTable(3, "", "check", "found");
        for (Finding finding : findings) {
            String where = finding.where().isEmpty() ? "" : " [" + finding.where() + "]";
            String remedy = finding.remedy().isEmpty() ? "" : "; " + finding.remedy();
            table.row(finding.severity().name(), finding.id(), finding.what() + where + remedy);
        }
        table.print(spec.commandLine().getOut());
        return Doctor.worst(findings) == Severity.REFUSE ? ExitCode.ENVIRONMENT : ExitCode.OK;
    }
}

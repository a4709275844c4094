package io.blackstart.cli;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.results.Problem;
import io.blackstart.results.RunValidator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blackstart validate}: whether a run directory is what it says it is. */
@Command(
        name = "validate",
        header = "Check a run directory: schemas, digests, and its files against each other.",
        description = {"", "Changes nothing. Exit code 1 when something is wrong or missing.", ""})
public final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUNDIR", description = "The run directory.")
    private Path path;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public ValidateCommand() {}

    @Override
    public Integer call() {
        if (!Files.isDirectory(path)) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "no such run directory", path, BlackstartException.NO_POSITION, null);
        }
        List<Problem> problems = RunValidator.validate(path);
        problems.forEach(problem -> spec.commandLine().getOut().println(problem));
        if (problems.isEmpty()) {
            spec.commandLine().getOut().println(Checkout.shown(path) + " is whole");
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}

package io.blackstart.cli;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.report.Report;
import io.blackstart.report.ReportWriter;
import io.blackstart.results.Problem;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import io.blackstart.results.RunValidator;
import io.blackstart.results.Summarizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blackstart report}: derives summary and report again from the raw files of a run. */
@Command(
        name = "report",
        header = "Derive summary and report of a run again from its raw files.",
        description = {
            "",
            "Works on partial and damaged runs too: the report says what is missing. Raw files are never changed.",
            ""
        })
public final class ReportCommand implements Runnable {
    @Parameters(paramLabel = "RUNDIR", description = "The run directory.")
    private Path path;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public ReportCommand() {}

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        if (!Files.isDirectory(path)) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "no such run directory", path, BlackstartException.NO_POSITION, null);
        }
        List<Problem> problems = RunValidator.validate(path);
        problems.forEach(problem -> err.println("note: " + problem));
        try (RunDirectory run = RunDirectory.resume(path)) {
            ResultTable.print(Summarizer.write(run, List.of()), out);
            Report report = ReportWriter.write(run);
            out.println();
            out.println(report.answer());
            out.println(
                    "run " + run.manifest().runId() + " is " + run.manifest().status());
            out.println("report: " + Checkout.shown(run.resolve(RunFiles.REPORT_HTML)));
        }
    }
}

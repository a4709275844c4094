package io.blackstart.cli;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.LogInspection;
import io.blackstart.log.LogInspection.Segment;
import io.blackstart.log.LogInspector;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blackstart inspect}: what stands in the directory of a dead log. */
@Command(
        name = "inspect",
        header = "Look into the directory of a dead log: segments, records, durable mark, torn tail, damage.",
        description = {
            "",
            "Takes no lock and changes nothing. Exit code 3 when opening the log would be refused; the line says why and where.",
            ""
        })
public final class InspectCommand implements Callable<Integer> {
    private static final int LEFT_COLUMNS = 1;

    @Parameters(paramLabel = "LOGDIR", description = "The directory of one log.")
    private Path path;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public InspectCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        LogInspection log = LogInspector.inspect(path);
        switch (log.format()) {
            case "segments" -> printSegments(log, out);
            case "chronicle" -> {
                out.println("a Chronicle Queue; only its own library can read the records");
                log.otherNames().forEach(name -> out.println("  " + name));
                return ExitCode.OK;
            }
            default ->
                throw new BlackstartException(
                        ErrorCode.MISSING, "holds no log", path, BlackstartException.NO_POSITION, null);
        }
        if (log.refusal() != null) {
            spec.commandLine().getErr().println("blackstart: opening would be refused: " + log.refusal());
            return ExitCode.ENVIRONMENT;
        }
        return ExitCode.OK;
    }

    private static void printSegments(LogInspection log, PrintWriter out) {
        out.println("log " + log.logId() + ", segments of " + log.segmentBytes() + " bytes, " + log.recordCount()
                + " whole records of " + log.payloadBytes() + " bytes");
        LogInspection.Mark mark = log.mark();
        out.println(
                mark == null
                        ? "no durable mark"
                        : "durable mark: acknowledged up to " + mark.acknowledgedPosition() + ", forced up to "
                                + mark.forcedPosition() + ", " + (mark.clean() ? "closed" : "not closed") + ", update "
                                + mark.sequence());
        if (log.refusal() == null) {
            out.println("opening would go on at position " + log.endPosition() + " and cut " + log.trimmedBytes()
                    + " bytes behind it");
        }
        out.println();
        var table = new TextTable(
                LEFT_COLUMNS, "segment", "position", "bytes", "records", "payload", "frames end", "used", "damage");
        for (Segment segment : log.segments()) {
            table.row(
                    segment.name(),
                    Long.toString(segment.basePosition()),
                    Long.toString(segment.fileBytes()),
                    Long.toString(segment.recordCount()),
                    Long.toString(segment.payloadBytes()),
                    Integer.toString(segment.framesEndOffset()),
                    Integer.toString(segment.usedEndOffset()),
                    segment.damage() == null ? "-" : segment.damage());
        }
        table.print(out);
        if (!log.otherNames().isEmpty()) {
            out.println();
            out.println("other files: " + String.join(", ", log.otherNames()));
        }
    }
}

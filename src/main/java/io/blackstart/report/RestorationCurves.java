package io.blackstart.report;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.results.Fork;
import io.blackstart.results.ForkOutcome;
import io.blackstart.results.RunContents;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the restoration curves of a run: of each cell that of its first fork that counts. */
final class RestorationCurves {
    /**
     * From here on the share.
     *
     * @param nanos since the recovery began
     * @param share of requests that can be served, 0 to 1
     */
    record Step(double nanos, double share) {}

    private RestorationCurves() {}

    /** Curves by cell id; what is missing or damaged becomes a problem, and its cell has none. */
    static Map<String, List<Step>> of(RunDirectory run, RunContents contents, List<String> problems) {
        Map<String, List<Step>> curves = new LinkedHashMap<>();
        for (ForkOutcome outcome : contents.forks()) {
            String file = RunFiles.curve(outcome.planned());
            if (isValid(outcome)
                    && run.has(file)
                    && !curves.containsKey(outcome.planned().cellId())) {
                try {
                    curves.put(outcome.planned().cellId(), read(run.resolve(file)));
                } catch (BlackstartException e) {
                    problems.add(file + ": " + e.code() + ": its cell has no restoration curve");
                }
            }
        }
        return curves;
    }

    private static boolean isValid(ForkOutcome outcome) {
        Fork fork = outcome.fork();
        return fork != null && fork.valid();
    }

    private static List<Step> read(Path file) {
        var steps = new ArrayList<Step>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                String[] fields = line.split(",", -1);
                steps.add(new Step(Double.parseDouble(fields[0]), Double.parseDouble(fields[1])));
            }
        } catch (IOException e) {
            throw new BlackstartException(ErrorCode.IO, "cannot be read", file, BlackstartException.NO_POSITION, e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT, "no restoration curve", file, BlackstartException.NO_POSITION, e);
        }
        return steps;
    }
}

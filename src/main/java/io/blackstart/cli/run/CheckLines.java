package io.blackstart.cli.run;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.results.Check;
import io.blackstart.results.PlannedFork;
import io.blackstart.results.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines {@code what<TAB>expected<TAB>actual<TAB>PASS|FAIL} that a fork leaves about its checks. */
final class CheckLines {
    private static final int FIELDS = 4;

    private CheckLines() {}

    /**
     * The checks of a fork, in order. A line that cannot be read is itself a failed check: something was cut short.
     *
     * @param file may be missing when no check was made
     * @param planned whose they are
     */
    static List<Check> read(Path file, PlannedFork planned) {
        if (!Files.exists(file)) {
            return List.of();
        }
        String stem = planned.cellId() + "/" + planned.arm() + "-" + planned.block() + "/";
        Map<String, Integer> seen = new HashMap<>();
        var checks = new ArrayList<Check>();
        for (String line : lines(file)) {
            String[] fields = line.split("\t", -1);
            boolean readable = fields.length == FIELDS && (fields[3].equals("PASS") || fields[3].equals("FAIL"));
            String what = readable ? fields[0] : "check-line";
            int count = seen.merge(what, 1, Integer::sum);
            String id = stem + what + (count == 1 ? "" : "-" + count);
            checks.add(
                    readable
                            ? new Check(id, planned.cellId(), fields[1], fields[2], verdict(fields[3]))
                            : new Check(
                                    id, planned.cellId(), "what, expected, actual, PASS or FAIL", line, Verdict.FAIL));
        }
        return checks;
    }

    private static Verdict verdict(String word) {
        return word.equals("PASS") ? Verdict.PASS : Verdict.FAIL;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO, "checks cannot be read", file, BlackstartException.NO_POSITION, e);
        }
    }
}

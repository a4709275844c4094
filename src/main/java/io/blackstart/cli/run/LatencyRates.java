package io.blackstart.cli.run;

import io.blackstart.results.Cell;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.Figure;
import io.blackstart.results.Launch;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.SuiteCatalog;
import io.blackstart.results.Summarizer;
import io.blackstart.results.Summary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rates that the open-loop rig offers: a share of the median that this run found before. Used by one thread. */
final class LatencyRates {
    static final String LOAD_PERCENT = "loadPercent";

    private final RunDirectory run;
    private @Nullable Summary summary;

    LatencyRates(RunDirectory run) {
        this.run = run;
    }

    /**
     * What to offer.
     *
     * @param ratePerSecond records a second, 0 when {@code reason} says why there is none
     * @param reason empty when there is a rate
     */
    record Rate(double ratePerSecond, String reason) {}

    /** The rate for a cell of the rig; all forks of the telling cell have ended. */
    Rate of(Cell cell, Launch launch) {
        Optional<CellSummary> teller = summary().cells().stream()
                .filter(other -> other.cell().id().equals(launch.rateCellId()))
                .findFirst();
        Optional<Figure> rate = teller.filter(found -> found.status() == CellStatus.OK)
                .flatMap(found -> found.figure(SuiteCatalog.RECORDS_PER_SECOND));
        if (rate.isEmpty()) {
            return new Rate(
                    0,
                    "no rate to take a share of: "
                            + teller.map(LatencyRates::why).orElse("not in the plan"));
        }
        String percent = cell.parameters().get(LOAD_PERCENT);
        if (percent == null) {
            throw new IllegalArgumentException("has no " + LOAD_PERCENT + ": cell=" + cell);
        }
        return new Rate(rate.get().median() * Integer.parseInt(percent) / 100, "");
    }

    private static String why(CellSummary teller) {
        return teller.cell().suite() + " " + teller.cell().parameters() + " is " + teller.status()
                + (teller.reason().isEmpty() ? "" : ", " + teller.reason());
    }

    private Summary summary() {
        if (summary == null) {
            summary = Summarizer.summarize(run);
        }
        return summary;
    }
}

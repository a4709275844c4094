package io.blackstart.results;

import io.blackstart.results.RateCard.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the rate card of a run: every figure of a cell that is OK and was measured as it asked, under a name that says what it
 * holds for. */
final class RateCards {
    /** How much was written or read does not change what a rate is called. */
    private static final Set<String> NOT_IN_NAMES = Set.of("logBytes");

    private RateCards() {}

    static RateCard of(String envClass, List<CellSummary> cells) {
        var rates = new ArrayList<Rate>();
        for (CellSummary cell : cells) {
            boolean counts = cell.status() == CellStatus.OK && cell.measuredAs().isEmpty() && Stages.isBase(cell.arm());
            if (!counts) {
                continue;
            }
            for (Figure figure : cell.figures()) {
                rates.add(new Rate(
                        name(cell.cell(), figure.metric()),
                        cell.cell().design(),
                        figure.unit(),
                        figure.median(),
                        figure.low(),
                        figure.high(),
                        cell.cell().id()));
            }
        }
        return new RateCard(envClass, rates);
    }

    /**
     * {@code replay.cold.state.recordsPerSecond}, {@code append.256.bytesPerSecond},
     * {@code append.durable.inFlight-64.producers-2.recordsPerSecond}, {@code limits.deviceRead.bytesPerSecond}: suite, the method of
     * a limit, the parameters in order of name (numbers that would say nothing alone with their name), metric.
     */
    private static String name(Cell cell, String metric) {
        var name = new StringBuilder(cell.suite());
        if (cell.suite().equals(SuiteCatalog.LIMITS)) {
            name.append('.').append(cell.benchmark().substring(cell.benchmark().lastIndexOf('.') + 1));
        }
        cell.parameters().forEach((key, value) -> {
            if (!NOT_IN_NAMES.contains(key)) {
                boolean bare = key.equals("record") || !value.matches("\\d+");
                name.append('.').append(bare ? value : key + "-" + value);
            }
        });
        if (cell.suite().equals(SuiteCatalog.APPEND_DURABLE)) {
            name.append(".producers-").append(cell.threads());
        }
        if (cell.suite().equals(SuiteCatalog.APPEND_LATENCY)) {
            name.append('.').append(cell.durability());
        }
        return name.append('.').append(metric).toString();
    }
}

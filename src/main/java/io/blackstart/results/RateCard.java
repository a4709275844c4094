package io.blackstart.results;

import java.util.List;
import java.util.Optional;

/**
 * The measured rates of one machine and one choice of designs.
 *
 * @param envClass of the machine
 * @param rates by name
 */
public record RateCard(String envClass, List<Rate> rates) {
    /** Copies the list. */
    public RateCard {
        rates = List.copyOf(rates);
    }

    /** The rate of that name and design. */
    public Optional<Rate> rate(String name, String design) {
        return rates.stream()
                .filter(rate -> rate.name().equals(name) && rate.design().equals(design))
                .findFirst();
    }

    /**
     * One rate.
     *
     * @param name {@code replay.cold.recordsPerSecond}, {@code device.read.bytesPerSecond}
     * @param design the design it holds for, {@code -} for the hardware
     * @param unit of the values
     * @param median over forks
     * @param low end of its interval
     * @param high end of its interval
     * @param cellId where it was measured
     */
    public record Rate(
            String name, String design, String unit, double median, double low, double high, String cellId) {}
}

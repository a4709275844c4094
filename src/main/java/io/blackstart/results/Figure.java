package io.blackstart.results;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one cell: the median over forks, with its interval.
 *
 * @param metric stable name: {@code recordsPerSecond}, {@code bytesPerSecond}, {@code allocatedBytesPerRecord}, {@code responseP99Nanos}
 * @param unit as shown to people
 * @param better direction
 * @param perFork one value per valid fork, in block order
 * @param median over forks
 * @param low lower end of the interval, equal to the smallest value when there are too few forks for a level
 * @param high upper end
 * @param level confidence reached, 0 to 1; 0 when low and high are only smallest and largest
 * @param limit the limit beside it, or null when none applies
 */
public record Figure(
        String metric,
        String unit,
        Better better,
        List<Double> perFork,
        double median,
        double low,
        double high,
        double level,
        @JsonSetter(nulls = Nulls.SET) @Nullable LimitRatio limit) {
    /** Copies the list. */
    public Figure {
        perFork = List.copyOf(perFork);
    }
}

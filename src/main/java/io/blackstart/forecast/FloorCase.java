package io.blackstart.forecast;

import java.util.Comparator;
import java.util.List;

/**
 * One thing to be restored, with the bound of every resource.
 *
 * @param name for people: {@code one server, disk intact}
 * @param bytes to be brought back by the slowest server, frames included
 * @param bounds at least one
 */
public record FloorCase(String name, double bytes, List<FloorBound> bounds) {
    /** Copies the list. */
    public FloorCase {
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException("no bounds: name=" + name);
        }
        bounds = List.copyOf(bounds);
    }

    /** The resource that decides when all work at once: the largest bound. Its seconds are the pipelined floor. */
    public FloorBound binding() {
        return bounds.stream()
                .max(Comparator.comparingDouble(FloorBound::seconds))
                .orElseThrow();
    }

    /** Seconds when one step waits for the other: the sum of the bounds, without what the replay bound holds already. */
    public double oneAfterTheOtherSeconds() {
        return bounds.stream()
                .filter(bound -> !bound.heldByReplay())
                .mapToDouble(FloorBound::seconds)
                .sum();
    }

    /** As {@link #oneAfterTheOtherSeconds}, from the upper ends of the rates. */
    public double oneAfterTheOtherLowSeconds() {
        return bounds.stream()
                .filter(bound -> !bound.heldByReplay())
                .mapToDouble(FloorBound::lowSeconds)
                .sum();
    }

    /** As {@link #oneAfterTheOtherSeconds}, from the lower ends of the rates. */
    public double oneAfterTheOtherHighSeconds() {
        return bounds.stream()
                .filter(bound -> !bound.heldByReplay())
                .mapToDouble(FloorBound::highSeconds)
                .sum();
    }

    /** Largest lower end of all bounds: the optimistic end of the pipelined floor. */
    public double pipelinedLowSeconds() {
        return bounds.stream().mapToDouble(FloorBound::lowSeconds).max().orElseThrow();
    }

    /** Largest upper end of all bounds: the pessimistic end of the pipelined floor. */
    public double pipelinedHighSeconds() {
        return bounds.stream().mapToDouble(FloorBound::highSeconds).max().orElseThrow();
    }
}

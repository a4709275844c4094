package io.blackstart.forecast;

import java.util.List;

/**
 * The floors with one design.
 *
 * @param design of the log
 * @param bytesPerRecord on disk, of this run's workload
 * @param server one server, disk intact
 * @param serverWithoutDisk one server, disk lost: its shard comes from other sites
 * @param site every server at once
 */
public record DesignFloor(
        String design, double bytesPerRecord, FloorCase server, FloorCase serverWithoutDisk, FloorCase site) {
    /** All cases, smallest first. */
    public List<FloorCase> cases() {
        return List.of(server, serverWithoutDisk, site);
    }
}

package io.blackstart.forecast;

import io.blackstart.results.Cell;
import io.blackstart.results.RateCard;
import io.blackstart.results.RateCard.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first restore answer: with the cold rates of one run, how long a server and a site take at least to have their message log
 * back. Lower bounds without queueing: nothing waits, load is spread evenly, and what decides is the slowest resource.
 *
 * <p>With N store servers, D bytes of which D_r are remote, R records: disk D / (N b_disk); network card, the whole shard of a
 * server without its disk, D / (N b_card); sources D_r / (N_src b_card (1 - kept)); between the sites D_r x / B; replay
 * R / (N r S(p)), S(p) = p / (1 + a (p - 1) + b p (p - 1)) (Gunther, universal scalability law). Pipelined: the largest. One after
 * the other: the sum.
 *
 * <p>The replay rate r is that of a whole cold replay, reading included. So it is never below the disk's bound by more than
 * noise, the disk is not added to it in a sum, and no warm rate comes in anywhere.
 *
 * @param designs with all rates that are needed, the fastest site first
 * @param missing rates that are needed and not in the run, each with the design it lacks for
 * @param assumptions what was taken from outside the run
 */
public record RestoreFloor(List<DesignFloor> designs, List<String> missing, List<Assumption> assumptions) {
    /** Name in the rate card: sequential read past the page cache. */
    public static final String DISK_RATE = "limits.deviceRead.bytesPerSecond";
    /** Name in the rate card: cold replay that rebuilds the chat state. */
    public static final String REPLAY_RATE = "replay.cold.state.recordsPerSecond";
    /** Name in the rate card: bytes on disk a record, of the log that was replayed. */
    public static final String RECORD_BYTES = "replay.cold.state.storedBytesPerRecord";

    /** Copies the lists. */
    public RestoreFloor {
        designs = List.copyOf(designs);
        missing = List.copyOf(missing);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * The answer for every design of a run that has the rates for it.
     *
     * @param card of the run
     * @param site what is to be restored
     */
    public static RestoreFloor of(RateCard card, SiteAssumptions site) {
        Optional<Rate> disk = card.rate(DISK_RATE, Cell.NO_DESIGN);
        var missing = new ArrayList<String>();
        if (disk.isEmpty()) {
            missing.add(DISK_RATE);
        }
        var designs = new ArrayList<DesignFloor>();
        List<String> names = card.rates().stream()
                .map(Rate::design)
                .filter(design -> !design.equals(Cell.NO_DESIGN))
                .distinct()
                .toList();
        if (names.isEmpty()) {
            missing.add(REPLAY_RATE);
        }
        for (String design : names) {
            Optional<Rate> replay = card.rate(REPLAY_RATE, design);
            Optional<Rate> bytes = card.rate(RECORD_BYTES, design);
            if (replay.isEmpty() || bytes.isEmpty()) {
                missing.add((replay.isEmpty() ? REPLAY_RATE : RECORD_BYTES) + " of " + design);
            } else if (disk.isPresent()) {
                designs.add(new Calculation(
                                site, disk.get(), replay.get(), bytes.get().median())
                        .floor(design));
            }
        }
        designs.sort(Comparator.comparingDouble(floor -> floor.site().binding().seconds()));
        return new RestoreFloor(designs, missing, site.list());
    }

    /** The design whose site is back first, empty when no design has all rates. */
    public Optional<DesignFloor> fastest() {
        return designs.stream().findFirst();
    }

    private record Calculation(SiteAssumptions site, Rate disk, Rate replay, double bytesPerRecord) {
        DesignFloor floor(String design) {
            double records = site.records() / site.storeServerCount();
            double bytes = records * bytesPerRecord;
            var intact = new FloorCase("one server, disk intact", bytes, List.of(disk(bytes), replay(records)));
            var lost = new ArrayList<>(List.of(card(bytes)));
            lost.addAll(remote(bytes));
            lost.add(replay(records));
            var whole = new ArrayList<>(List.of(disk(bytes)));
            if (site.lostDiskRatio() > 0) {
                whole.add(card(bytes));
                whole.addAll(remote(site.lostDiskRatio() * site.records() * bytesPerRecord));
            }
            whole.add(replay(records));
            return new DesignFloor(
                    design,
                    bytesPerRecord,
                    intact,
                    new FloorCase("one server, disk lost", bytes, lost),
                    new FloorCase(
                            String.format(
                                    Locale.ROOT,
                                    "the whole site, %s %% of disks lost",
                                    trimmed(100 * site.lostDiskRatio())),
                            bytes,
                            whole));
        }

        private FloorBound disk(double bytes) {
            return measured("disk", "bytes of a server / device read past the page cache", bytes, disk, 1, true);
        }

        private FloorBound replay(double records) {
            return measured(
                    "replay",
                    "records of a server / cold replay into chat state, reading included",
                    records,
                    replay,
                    site.replaySpeedup(),
                    false);
        }

        private FloorBound card(double bytes) {
            return assumed(
                    "network card", "bytes of a server without its disk / its card", bytes / site.cardBytesPerSecond());
        }

        private List<FloorBound> remote(double remoteBytes) {
            double sources = site.sourceServerCount() * site.cardBytesPerSecond() * (1 - site.sourceKeptRatio());
            return List.of(
                    assumed(
                            "sources",
                            "remote bytes / cards of the sources, less what users keep",
                            remoteBytes / sources),
                    assumed(
                            "between sites",
                            "remote bytes that cross / network between the sites",
                            remoteBytes * site.crossingRatio() / site.betweenSitesBytesPerSecond()));
        }

        private static FloorBound measured(
                String resource, String how, double work, Rate rate, double factor, boolean heldByReplay) {
            return new FloorBound(
                    resource,
                    how,
                    work / (rate.median() * factor),
                    work / (rate.high() * factor),
                    work / (rate.low() * factor),
                    heldByReplay);
        }

        private static FloorBound assumed(String resource, String how, double seconds) {
            return new FloorBound(resource, how, seconds, seconds, seconds, false);
        }

        private static String trimmed(double value) {
            return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
        }
    }
}

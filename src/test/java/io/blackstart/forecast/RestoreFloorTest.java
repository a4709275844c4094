package io.blackstart.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.results.RateCard;
import io.blackstart.results.RateCard.Rate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreFloorTest {
    private static final double DISK = 1e9;
    private static final double RECORDS = 2e6;
    private static final double BYTES = 200;

    /** One site, so that numbers can be followed by hand: 1,000 records a second for a day in 10 servers. */
    private static final SiteAssumptions SMALL =
            new SiteAssumptions(100, 0.1, 1_000, 1, 1, 0.5, 1e8, 4, 0.75, 2e8, 0.5, 1, 0, 0);

    private static final double SERVER_RECORDS = 1_000 * 86_400 / 10.0;

    @Test
    void eachBoundIsWorkByRate() {
        DesignFloor floor = RestoreFloor.of(card("mapped"), SMALL).fastest().orElseThrow();
        double serverBytes = SERVER_RECORDS * BYTES;
        assertEquals(serverBytes / DISK, seconds(floor.server(), "disk"), 1e-9);
        assertEquals(SERVER_RECORDS / RECORDS, seconds(floor.server(), "replay"), 1e-9);
        assertEquals(serverBytes / 1e8, seconds(floor.serverWithoutDisk(), "network card"), 1e-9);
        assertEquals(serverBytes / (4 * 1e8 * 0.25), seconds(floor.serverWithoutDisk(), "sources"), 1e-9);
        assertEquals(serverBytes * 0.5 / 2e8, seconds(floor.serverWithoutDisk(), "between sites"), 1e-9);
        double remote = 0.5 * 10 * serverBytes;
        assertEquals(remote / 1e8, seconds(floor.site(), "sources"), 1e-9);
        assertEquals(remote * 0.5 / 2e8, seconds(floor.site(), "between sites"), 1e-9);
        assertEquals(seconds(floor.server(), "disk"), seconds(floor.site(), "disk"), 1e-9);
        assertEquals(seconds(floor.serverWithoutDisk(), "network card"), seconds(floor.site(), "network card"), 1e-9);
    }

    @Test
    void namesTheResourceThatBinds() {
        DesignFloor floor = RestoreFloor.of(card("mapped"), SMALL).fastest().orElseThrow();
        assertEquals("replay", floor.server().binding().resource());
        assertEquals("sources", floor.site().binding().resource());
        SiteAssumptions slowCard = new SiteAssumptions(100, 0.1, 1_000, 1, 1, 1e-6, 1e6, 1_000, 0, 2e9, 1, 1, 0, 0);
        assertEquals(
                "network card",
                RestoreFloor.of(card("mapped"), slowCard)
                        .fastest()
                        .orElseThrow()
                        .site()
                        .binding()
                        .resource());
    }

    @Test
    void aSumDoesNotCountTheReadingTwice() {
        FloorCase server =
                RestoreFloor.of(card("mapped"), SMALL).fastest().orElseThrow().server();
        assertEquals(seconds(server, "replay"), server.oneAfterTheOtherSeconds(), 1e-9);
        FloorCase lost =
                RestoreFloor.of(card("mapped"), SMALL).fastest().orElseThrow().serverWithoutDisk();
        assertEquals(
                lost.bounds().stream().mapToDouble(FloorBound::seconds).sum(), lost.oneAfterTheOtherSeconds(), 1e-9);
    }

    @Test
    void carriesTheIntervalOfTheRates() {
        FloorCase server =
                RestoreFloor.of(card("mapped"), SMALL).fastest().orElseThrow().server();
        assertEquals(SERVER_RECORDS / (RECORDS * 1.1), server.pipelinedLowSeconds(), 1e-9);
        assertEquals(SERVER_RECORDS / (RECORDS * 0.9), server.pipelinedHighSeconds(), 1e-9);
        assertTrue(server.oneAfterTheOtherLowSeconds() < server.oneAfterTheOtherSeconds());
        assertTrue(server.oneAfterTheOtherHighSeconds() > server.oneAfterTheOtherSeconds());
    }

    @Test
    void theFastestSiteComesFirst() {
        var rates = new ArrayList<>(card("slow").rates());
        rates.add(rate(RestoreFloor.REPLAY_RATE, "fast", 3 * RECORDS));
        rates.add(rate(RestoreFloor.RECORD_BYTES, "fast", BYTES));
        SiteAssumptions intact = new SiteAssumptions(100, 0.1, 1_000, 1, 1, 0, 1e8, 4, 0.75, 2e8, 0.5, 1, 0, 0);
        RestoreFloor floor = RestoreFloor.of(new RateCard("m", rates), intact);
        assertEquals(
                List.of("fast", "slow"),
                floor.designs().stream().map(DesignFloor::design).toList());
        assertEquals(2, floor.fastest().orElseThrow().site().bounds().size());
    }

    @Test
    void moreCoresHelpAsTheScalabilityLawSays() {
        SiteAssumptions cores = new SiteAssumptions(100, 0.1, 1_000, 1, 1, 0, 1e8, 4, 0.75, 2e8, 0.5, 8, 0.1, 0.01);
        assertEquals(8 / (1 + 0.1 * 7 + 0.01 * 8 * 7), cores.replaySpeedup(), 1e-12);
        FloorCase server =
                RestoreFloor.of(card("mapped"), cores).fastest().orElseThrow().server();
        assertEquals(SERVER_RECORDS / (RECORDS * cores.replaySpeedup()), seconds(server, "replay"), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {RestoreFloor.DISK_RATE, RestoreFloor.REPLAY_RATE, RestoreFloor.RECORD_BYTES})
    void aMissingRateIsNamedAndNothingIsAnswered(String name) {
        RateCard card = new RateCard(
                "m",
                card("mapped").rates().stream()
                        .filter(rate -> !rate.name().equals(name))
                        .toList());
        RestoreFloor floor = RestoreFloor.of(card, SiteAssumptions.PANGYO);
        assertTrue(floor.fastest().isEmpty());
        assertEquals(List.of(name.equals(RestoreFloor.DISK_RATE) ? name : name + " of mapped"), floor.missing());
    }

    @Test
    void anEmptyCardLacksEverything() {
        RestoreFloor floor = RestoreFloor.of(new RateCard("", List.of()), SiteAssumptions.PANGYO);
        assertEquals(List.of(RestoreFloor.DISK_RATE, RestoreFloor.REPLAY_RATE), floor.missing());
        assertTrue(floor.designs().isEmpty());
    }

    @Test
    void aWarmRateNeverStandsInForAColdOne() {
        RateCard card = new RateCard(
                "m",
                card("mapped").rates().stream()
                        .map(rate -> rate(rate.name().replace("cold", "warm"), rate.design(), rate.median()))
                        .toList());
        assertTrue(RestoreFloor.of(card, SiteAssumptions.PANGYO).fastest().isEmpty());
    }

    @Test
    void pangyoHoldsAboutATerabyteADayAsTheSourcesSay() {
        double recordsOfMessages = SiteAssumptions.PANGYO.records() / SiteAssumptions.PANGYO.recordsPerSend();
        assertEquals(0.97e12, recordsOfMessages * 250, 0.01e12);
        assertEquals(1_600, SiteAssumptions.PANGYO.storeServerCount());
        assertEquals(1, SiteAssumptions.PANGYO.replaySpeedup());
        assertEquals(13, SiteAssumptions.PANGYO.list().size());
    }

    @Test
    void refusesASiteThatCannotBe() {
        for (double bad : new double[] {-1, 0, 1.5, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SiteAssumptions(100, bad, 1_000, 1, 1, 0, 1e8, 4, 0.75, 2e8, 0.5, 1, 0, 0),
                    "storeServerRatio=" + bad);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new SiteAssumptions(100, 0.1, 1_000, 1, 1, 0, 1e8, 4, 1, 2e8, 0.5, 1, 0, 0));
    }

    private static RateCard card(String design) {
        return new RateCard(
                "m",
                List.of(
                        rate(RestoreFloor.DISK_RATE, "-", DISK),
                        rate(RestoreFloor.REPLAY_RATE, design, RECORDS),
                        rate(RestoreFloor.RECORD_BYTES, design, BYTES)));
    }

    private static Rate rate(String name, String design, double value) {
        return new Rate(name, design, "", value, 0.9 * value, 1.1 * value, "0123456789ab");
    }

    private static double seconds(FloorCase floor, String resource) {
        return floor.bounds().stream()
                .filter(bound -> bound.resource().equals(resource))
                .findFirst()
                .orElseThrow()
                .seconds();
    }
}

package io.blackstart.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadOptionsTest {
    @Test
    void whatIsNotSaidKeepsItsDefault() {
        assertEquals(WorkloadOptions.DEFAULT, WorkloadOptions.parse(Map.of()));
        WorkloadOptions parsed = WorkloadOptions.parse(Map.of("roomCount", "1_000", "seed", "-7", "mediaShare", "0.2"));
        assertEquals(-7, parsed.seed());
        assertEquals(1_000, parsed.value(WorkloadParameter.ROOM_COUNT));
        assertEquals(0.2, parsed.value(WorkloadParameter.MEDIA_SHARE));
        assertEquals(2.83, parsed.value(WorkloadParameter.TEXT_MU));
    }

    @Test
    void readsBackWhatItWrites() {
        WorkloadOptions options = WorkloadOptions.DEFAULT
                .withSeed(Long.MIN_VALUE)
                .with(WorkloadParameter.TEXT_SIGMA, 0.1 + 0.2)
                .with(WorkloadParameter.USER_COUNT, 1_000_000_000);
        assertEquals(options, WorkloadOptions.parse(options.texts()));
        assertEquals(
                List.of("seed", "textMu"),
                options.texts().keySet().stream().limit(2).toList());
        assertEquals("1665815220000", options.texts().get("startMillis"));
        assertNotEquals(options, options.withSeed(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            roomCuont | 5 | unknown workload parameter 'roomCuont': did you mean 'roomCount'? known: broadcastShare, channelCount
            Seed | 5 | unknown workload parameter 'Seed': did you mean 'seed'? known:
            roomCount | many | roomCount=many is not a number
            roomCount | 0 | roomCount=0 must be from 1 to 20000000
            roomCount | 1.5 | roomCount=1.5 must be a whole number
            mediaShare | 1.01 | mediaShare=1.01 must be from 0 to 1
            mediaShare | NaN | mediaShare=NaN must be from 0 to 1
            mediaShare | -0.1 | mediaShare=-0.1 must be from 0 to 1
            seed | 1.5 | seed=1.5 is not a whole number of 64 bits
            channelReceiversMin | 1000001 | channelReceiversMin=1000001 must not be above channelReceiversMax=1000000
            userCount | 100 | groupMembersMax=3000 must not be above userCount=100
            """)
    void refusesWithOneLine(String label, String text, String line) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> WorkloadOptions.parse(Map.of(label, text)));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(line), refusal.getMessage());
    }

    @ParameterizedTest
    @EnumSource(WorkloadParameter.class)
    void everyParameterExplainsItself(WorkloadParameter parameter) {
        assertTrue(parameter.lowest() <= parameter.defaultValue() && parameter.defaultValue() <= parameter.highest());
        assertTrue(parameter.label().matches("[a-z][a-zA-Z]+"), parameter.label());
        assertTrue(parameter.summary().matches(".*\\[[SDA].*].*"), parameter.summary());
        assertThrows(
                IllegalArgumentException.class,
                () -> WorkloadOptions.DEFAULT.with(parameter, Math.nextUp(parameter.highest())));
        assertThrows(
                IllegalArgumentException.class,
                () -> WorkloadOptions.DEFAULT.with(parameter, Math.nextDown(parameter.lowest())));
    }

    @Test
    void labelsAreUnique() {
        List<String> labels = WorkloadParameter.labels();
        assertEquals(labels.size(), new HashSet<>(labels).size());
    }
}

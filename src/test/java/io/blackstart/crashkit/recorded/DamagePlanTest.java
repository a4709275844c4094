package io.blackstart.crashkit.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.crashkit.Oracle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DamagePlanTest {
    private static final int RECORD_LENGTH = 520;
    private static final int FILE_BYTES = 4 * RECORD_LENGTH;

    private final Oracle oracle = Oracle.cycling(1, RECORD_LENGTH);

    private List<Damage> damages(int fileCount) {
        Map<String, Image> files = new TreeMap<>();
        for (int file = 0; file < fileCount; file++) {
            byte[] bytes = new byte[FILE_BYTES];
            for (int index = 0; index < 4; index++) {
                oracle.fill(file, index, new UnsafeBuffer(bytes), index * RECORD_LENGTH);
            }
            files.put("file" + file, Image.of(bytes, bytes.length));
        }
        var all = new ArrayList<Damage>();
        new DamagePlan(files, 1_000_000, 1).iterator(oracle).forEachRemaining(all::add);
        return all;
    }

    private static Set<Integer> places(List<Damage> damages, Damage.Kind kind) {
        return damages.stream()
                .filter(damage -> damage.kind() == kind && damage.file() == 0)
                .map(Damage::at)
                .collect(Collectors.toSet());
    }

    @Test
    void cutsAndZeroesAtEveryByteAndFlipsEveryBit() {
        List<Damage> damages = damages(1);
        Set<Integer> everyByte = IntStream.range(0, FILE_BYTES).boxed().collect(Collectors.toSet());

        assertTrue(places(damages, Damage.Kind.CUT).containsAll(everyByte));
        assertTrue(places(damages, Damage.Kind.ZERO_TAIL).containsAll(everyByte));
        assertEquals(
                8L * FILE_BYTES,
                damages.stream()
                        .filter(damage -> damage.kind() == Damage.Kind.FLIP)
                        .map(damage -> damage.at() * 8 + damage.detail())
                        .distinct()
                        .count());
    }

    @Test
    void knowsEveryKindAndEveryNumberALengthMustNotBe() {
        List<Damage> damages = damages(2);

        assertEquals(
                EnumSet.allOf(Damage.Kind.class),
                damages.stream()
                        .map(Damage::kind)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Damage.Kind.class))));
        Set<Integer> numbers = damages.stream()
                .filter(damage -> damage.kind() == Damage.Kind.NUMBER)
                .map(Damage::detail)
                .collect(Collectors.toSet());
        assertTrue(numbers.containsAll(Set.of(0, -1, Integer.MAX_VALUE)), numbers::toString);
    }

    @Test
    void aDamageIsReadBackFromItsParameters() {
        for (Damage damage : damages(2).subList(0, 50)) {
            assertEquals(damage, Damage.parse(Parameters.parse(damage.parameters())));
        }
    }

    @Test
    void doesNotTakeTheOnlyFileAway() {
        assertEquals(Set.of(), places(damages(1), Damage.Kind.MISSING));
    }
}

package io.blackstart.crashkit.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Ledger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrashPointTest {
    private static final Budget FULL = Budget.of(KitSize.FULL);
    private static final int SECTOR_BYTES = 512;

    private final DiskModel model = new DiskModel(Map.of(), new Ledger(1), 1);
    private final CrashBuilder builder = new CrashBuilder(Map.of());

    private void file(int forcedBytes) {
        model.apply(new Operation.Create("a", 0));
        model.apply(new Operation.Write(0, 0, new byte[forcedBytes], false));
        model.apply(new Operation.Force(0, 0, Integer.MAX_VALUE));
        model.apply(new Operation.ForceDirectory());
    }

    private void write(int offset, int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        model.apply(new Operation.Write(0, offset, bytes, false));
    }

    private List<CrashSpec.Power> cuts() {
        return CrashPoint.powerCuts(model, FULL, 1).stream()
                .map(CrashSpec.Power.class::cast)
                .toList();
    }

    private Image image(CrashSpec spec) {
        return Objects.requireNonNull(builder.build(model, spec).get("a"));
    }

    /** For each state which of the sectors hold {@code value}. */
    private Set<Set<Integer>> keptSectors(List<CrashSpec.Power> specs, int value) {
        return specs.stream()
                .map(this::image)
                .map(image -> IntStream.range(0, image.size() / SECTOR_BYTES)
                        .filter(sector -> image.bytes()[sector * SECTOR_BYTES] == value)
                        .boxed()
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    @Test
    void triesEverySubsetOfTwelveSectors() {
        file(12 * SECTOR_BYTES);
        write(0, 12 * SECTOR_BYTES, 7);

        Set<Set<Integer>> kept = keptSectors(cuts(), 7);

        assertEquals(1 << 12, kept.size());
    }

    @Test
    void triesEverySubsetOfPagesAndSeededOnesOfSectorsBeyondTwelve() {
        file(3 * 4096);
        write(0, 3 * 4096, 7);

        Set<Set<Integer>> pages =
                keptSectors(cuts().stream().filter(spec -> spec.unit() == 4096).toList(), 7);
        Set<Set<Integer>> sectors = keptSectors(
                cuts().stream().filter(spec -> spec.unit() == SECTOR_BYTES).toList(), 7);

        assertEquals(1 << 3, pages.size());
        assertTrue(sectors.size() > 256, () -> "subsets=" + sectors.size());
    }

    @Test
    void putsOldBytesZerosAndJunkInPlaceOfWhatIsLost() {
        file(0);
        write(0, SECTOR_BYTES, 7);

        Set<Fill> fills = cuts().stream().map(CrashSpec.Power::fill).collect(Collectors.toSet());
        Set<Byte> firstBytes = new HashSet<>();
        cuts().stream()
                .map(this::image)
                .filter(image -> image.size() > 0)
                .forEach(image -> firstBytes.add(image.bytes()[0]));

        assertTrue(fills.containsAll(EnumSet.of(Fill.OLD, Fill.JUNK, Fill.ELSEWHERE, Fill.FOREIGN)), fills::toString);
        assertTrue(firstBytes.contains((byte) 0) && firstBytes.contains((byte) 7), firstBytes::toString);
        assertTrue(firstBytes.size() > 2, firstBytes::toString);
    }

    @Test
    void triesEverySizeFromForcedToLargest() {
        file(100);
        write(100, 300, 7);

        Set<Integer> sizes = cuts().stream().map(spec -> image(spec).size()).collect(Collectors.toSet());

        assertEquals(IntStream.rangeClosed(100, 400).boxed().collect(Collectors.toSet()), sizes);
    }

    @Test
    void dropsChangesOfNamesUntilTheDirectoryIsForced() {
        file(100);
        model.apply(new Operation.Rename("a", "b", 0));
        model.apply(new Operation.Create("c", 1));
        Set<Set<String>> before = names();
        model.apply(new Operation.ForceDirectory());
        Set<Set<String>> after = names();

        assertEquals(Set.of(Set.of("a"), Set.of("b"), Set.of("a", "c"), Set.of("b", "c")), before);
        assertEquals(Set.of(Set.of("b", "c")), after);
    }

    private Set<Set<String>> names() {
        Set<Set<String>> all = new HashSet<>();
        cuts().forEach(spec -> all.add(Set.copyOf(builder.build(model, spec).keySet())));
        return all;
    }

    @Test
    void aFailedForceLosesWhatItTookForWritten() {
        file(SECTOR_BYTES);
        write(0, SECTOR_BYTES, 7);
        model.apply(new Operation.ForceFailed(0, 0, Integer.MAX_VALUE));
        model.apply(new Operation.Force(0, 0, Integer.MAX_VALUE));

        assertEquals(Set.of(Set.of()), keptSectors(cuts(), 7));
    }

    @Test
    void cutsAWriteShortWhereAKillStrikes() {
        file(0);
        write(0, 100, 7);

        Set<Integer> sizes = CrashPoint.kills(model, FULL).stream()
                .map(spec -> image(spec).size())
                .collect(Collectors.toSet());

        assertTrue(sizes.containsAll(List.of(1, 50, 99, 100)), sizes::toString);
    }
}

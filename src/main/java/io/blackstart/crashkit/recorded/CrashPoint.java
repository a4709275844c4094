package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Oracle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Lists the states that a crash right after one operation may leave, as many as the budget grants. */
final class CrashPoint {
    private static final int SECTOR_BYTES = 512;
    private static final int NAMES_ALL_MAX = 4;

    private final DiskModel model;
    private final Budget budget;
    private final long seed;
    private final List<CrashSpec> specs = new ArrayList<>();

    private CrashPoint(DiskModel model, Budget budget, long seed) {
        this.model = model;
        this.budget = budget;
        this.seed = seed;
    }

    /** What a kill may leave. */
    static List<CrashSpec> kills(DiskModel model, Budget budget) {
        var point = new CrashPoint(model, budget, 0);
        point.specs.add(new CrashSpec.Kill(CrashSpec.Kill.WHOLE));
        DiskModel.LastWrite last = model.lastWrite();
        if (last != null && last.write().bytes().length > 1) {
            point.parts(last.write());
        }
        return point.specs;
    }

    /** What a power cut may leave. */
    static List<CrashSpec> powerCuts(DiskModel model, Budget budget, long seed) {
        var point = new CrashPoint(model, budget, seed);
        point.pieces();
        point.sizes();
        point.names();
        return point.specs;
    }

    /** A system call may be cut at any byte; stores into a mapping may have got there from either end, word by word. */
    private void parts(Operation.Write write) {
        int length = write.bytes().length;
        var parts = new TreeSet<Integer>();
        parts.addAll(List.of(1, length / 2, length - 1));
        int unit = write.mapped() ? Long.BYTES : SECTOR_BYTES;
        int first = unit - write.offset() % unit;
        int step = Math.max(1, (length - first) / unit / budget.partsMax()) * unit;
        for (int part = first; part < length; part += step) {
            parts.add(part);
            if (write.mapped()) {
                parts.add(-part);
            }
        }
        parts.remove(0);
        parts.forEach(part -> specs.add(new CrashSpec.Kill(part)));
    }

    private void pieces() {
        int sectors = pendingCount(SECTOR_BYTES);
        subsets(SECTOR_BYTES, sectors);
        if (!exhaustive(sectors)) {
            subsets(MemoryFile.PAGE_BYTES, pendingCount(MemoryFile.PAGE_BYTES));
        }
    }

    private int pendingCount(int unit) {
        int[] count = {0};
        model.cacheNames().values().forEach(id -> model.file(id).forEachPending(unit, offset -> count[0]++));
        return count[0];
    }

    private boolean exhaustive(int count) {
        return count < Integer.SIZE - 1 && 1 << count <= budget.subsetsMax();
    }

    private void subsets(int unit, int count) {
        List<Subset> subsets = exhaustive(count) ? all(count) : some(count);
        for (Subset subset : subsets) {
            add(unit, subset, Fill.OLD);
        }
        int step = Math.max(1, subsets.size() / budget.fillsMax());
        boolean freed = model.cacheNames().values().stream()
                .anyMatch(id -> model.file(id).anyFreed());
        for (int index = (int) Long.remainderUnsigned(seed, step); count > 0 && index < subsets.size(); index += step) {
            add(unit, subsets.get(index), Fill.JUNK);
            add(unit, subsets.get(index), Fill.ELSEWHERE);
            add(unit, subsets.get(index), Fill.FOREIGN);
            if (freed) {
                add(unit, subsets.get(index), Fill.ZERO);
            }
        }
    }

    private static List<Subset> all(int count) {
        var subsets = new ArrayList<Subset>();
        for (long mask = 0; mask < 1L << count; mask++) {
            subsets.add(new Subset(Subset.Rule.MASK, mask));
        }
        return subsets;
    }

    private List<Subset> some(int count) {
        var subsets = new LinkedHashSet<Subset>();
        subsets.add(Subset.ALL);
        subsets.add(Subset.NONE);
        int step = Math.max(1, count / budget.samples());
        for (int piece = 0; piece < count; piece += step) {
            subsets.add(new Subset(Subset.Rule.FIRST, piece));
            subsets.add(new Subset(Subset.Rule.WITHOUT, piece));
            subsets.add(new Subset(Subset.Rule.ONLY, piece));
        }
        subsets.add(new Subset(Subset.Rule.WITHOUT, count - 1));
        subsets.add(new Subset(Subset.Rule.ONLY, count - 1));
        for (int sample = 0; sample < budget.samples(); sample++) {
            subsets.add(new Subset(Subset.Rule.RANDOM, Oracle.mix(seed + sample)));
        }
        return List.copyOf(subsets);
    }

    private void add(int unit, Subset subset, Fill fill) {
        specs.add(new CrashSpec.Power(unit, subset, fill, CrashSpec.Size.LATEST, -1));
    }

    private void sizes() {
        boolean any = false;
        for (Map.Entry<String, Integer> name : model.cacheNames().entrySet()) {
            int id = name.getValue();
            FileModel file = model.file(id);
            int range = file.largestSize() - file.smallestSize();
            any |= range > 0;
            int step = Math.max(1, range / budget.sizesMax());
            var sizes = new TreeSet<Integer>();
            for (int size = file.smallestSize(); range > 0 && size <= file.largestSize(); size += step) {
                sizes.add(size);
            }
            int sector = Math.max(SECTOR_BYTES, range / budget.sizesMax() / SECTOR_BYTES * SECTOR_BYTES);
            for (int size = file.smallestSize() / SECTOR_BYTES * SECTOR_BYTES;
                    range > 0 && size <= file.largestSize();
                    size += sector) {
                sizes.add(Math.max(file.smallestSize(), size));
            }
            sizes.forEach(size -> specs.add(
                    new CrashSpec.Power(SECTOR_BYTES, Subset.ALL, Fill.OLD, new CrashSpec.Size(id, size), -1)));
        }
        if (any) {
            specs.add(new CrashSpec.Power(SECTOR_BYTES, Subset.ALL, Fill.OLD, CrashSpec.Size.FORCED, -1));
            specs.add(new CrashSpec.Power(SECTOR_BYTES, Subset.NONE, Fill.OLD, CrashSpec.Size.FORCED, -1));
        }
    }

    private void names() {
        int count = model.pendingNameCount();
        if (count == 0) {
            return;
        }
        var masks = new TreeSet<Long>();
        for (long mask = 0; count <= NAMES_ALL_MAX && mask < 1L << count; mask++) {
            masks.add(mask);
        }
        for (int index = 0; count > NAMES_ALL_MAX && index < Math.min(count, Long.SIZE - 1); index++) {
            masks.add((1L << index) - 1);
            masks.add(~(1L << index));
            masks.add(Oracle.mix(seed + index));
        }
        for (long mask : masks) {
            for (CrashSpec.Size size : List.of(CrashSpec.Size.LATEST, CrashSpec.Size.FORCED)) {
                specs.add(new CrashSpec.Power(SECTOR_BYTES, Subset.ALL, Fill.OLD, size, mask));
                specs.add(new CrashSpec.Power(SECTOR_BYTES, Subset.NONE, Fill.OLD, size, mask));
                specs.add(new CrashSpec.Power(
                        SECTOR_BYTES, new Subset(Subset.Rule.RANDOM, Oracle.mix(seed ^ mask)), Fill.JUNK, size, mask));
            }
        }
    }
}

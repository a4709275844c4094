package io.blackstart.crashkit.recorded;

import org.jspecify.annotations.Nullable;

/** Of a stream of cases the first and then every so manyth. */
final class ThinnedCases implements CaseStream {
    private final CaseStream all;
    private final int step;
    private boolean begun;

    ThinnedCases(CaseStream all, int step) {
        this.all = all;
        this.step = step;
    }

    @Override
    public @Nullable KitCase next() {
        for (int skipped = 1; begun && skipped < step; skipped++) {
            if (all.next() == null) {
                return null;
            }
        }
        begun = true;
        return all.next();
    }
}

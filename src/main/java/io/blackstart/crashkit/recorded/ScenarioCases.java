package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Oracle;
import io.blackstart.crashkit.Subject;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * All cases of one scenario: first it is played without fault and recorded, then come the states of a crash, the damages at
 * rest, the live faults and the second opener.
 */
final class ScenarioCases implements CaseStream {
    private static final int DAMAGED_PLACES_BUILD = 60;
    private static final int DAMAGED_PLACES_FULL = 60_000;

    private final Subject subject;
    private final Scenario scenario;
    private final long seed;
    private final KitSize size;
    private final String prefix;
    private final AllocationBound allocation;
    private final PowerLosses losses;
    private final LongHashSet states = new LongHashSet();
    private final Queue<CaseStream> parts = new ArrayDeque<>();
    private @Nullable Recorder recorder;
    private boolean begun;

    /**
     * Creates the stream.
     *
     * @param round ordinal of the round, in which the scenario is played with a seed of its own
     */
    ScenarioCases(
            Subject subject,
            Scenario scenario,
            long kitSeed,
            int round,
            KitSize size,
            AllocationBound allocation,
            PowerLosses losses) {
        this.subject = subject;
        this.scenario = scenario;
        this.seed = seedOf(kitSeed, round);
        this.size = size;
        this.prefix = prefixOf(scenario, round);
        this.allocation = allocation;
        this.losses = losses;
    }

    /** What the random choices of a round come from. */
    static long seedOf(long kitSeed, int round) {
        return Oracle.mix(kitSeed + round);
    }

    /** What the parameters of every case of a scenario begin with. */
    static String prefixOf(Scenario scenario, int round) {
        return "scenario=" + scenario.name() + ",round=" + round;
    }

    /** Different states so far. */
    int stateCount() {
        return states.size();
    }

    /** What was recorded. */
    Scenario scenario() {
        return scenario;
    }

    @Override
    public @Nullable KitCase next() {
        if (!begun) {
            begun = true;
            Recorder first = new Recorder(subject, scenario, seed, prefix, allocation);
            recorder = first;
            return first;
        }
        Recorder done = recorder;
        if (done != null) {
            recorder = null;
            Recording recording = done.recording();
            if (recording != null) {
                prepare(recording);
            }
        }
        KitCase one = null;
        while (one == null && !parts.isEmpty()) {
            one = parts.element().next();
            if (one == null) {
                parts.remove();
            }
        }
        return one;
    }

    private void prepare(Recording recording) {
        String next = prefix + ",";
        if (scenario.crashed()) {
            var plan = new CrashPlan(subject.options().durability(), 1);
            var factory = new CrashFactory(recording.context(), plan, next, losses);
            parts.add(new CrashStates(factory, Budget.of(size), states));
        }
        if (scenario.damaged()) {
            damage(AtRest.of(recording, false, next));
            damage(AtRest.of(recording, true, next));
            cases(List.of(AtRest.of(recording, true, next).foreignLog()));
        }
        if (scenario.failing()) {
            parts.add(new LiveFaults(subject, scenario, seed, next, pages(recording)));
            cases(IntStream.range(0, scenario.steps().size())
                    .mapToObj(step -> new SecondOpener(subject, scenario, seed, next, step))
                    .toList());
        }
    }

    private void damage(AtRest atRest) {
        TraceContext context = atRest.context();
        int places = size == KitSize.FULL ? DAMAGED_PLACES_FULL : DAMAGED_PLACES_BUILD;
        var plan = new DamagePlan(atRest.files(), places, context.seed());
        parts.add(new DamageStates(atRest, plan.iterator(context.oracle()), states));
    }

    /** Pages the scenario takes when all goes well, and a few more. */
    private static long pages(Recording recording) {
        return recording.closed().values().stream()
                .mapToLong(image -> image.size() / MemoryFile.PAGE_BYTES + 2)
                .sum();
    }

    private void cases(List<? extends KitCase> cases) {
        Iterator<? extends KitCase> each = cases.iterator();
        parts.add(() -> each.hasNext() ? each.next() : null);
    }
}

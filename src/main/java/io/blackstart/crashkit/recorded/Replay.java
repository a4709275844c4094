package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.CaseGuard;
import io.blackstart.crashkit.FaultCase;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitLimits;
import io.blackstart.crashkit.Subject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one case again from its id. A crash is built from a trace, and a design with threads of its own does not give the same
 * trace every time: the scenario is then recorded again and again until it does.
 */
final class Replay {
    /** Recordings after which a trace is taken for one that does not come again. */
    static final int RECORDINGS_MAX = 400;

    private final Subject subject;
    private final FaultCase wanted;
    private final KitLimits limits;
    private final AllocationBound allocation;
    private final Scenario scenario;
    private final long seed;
    private final List<Parameters> levels;
    private final String prefix;

    /**
     * Prepares a replay.
     *
     * @throws IllegalArgumentException when the id names no case of this tier
     */
    Replay(Subject subject, FaultCase wanted, KitLimits limits, List<Scenario> scenarios) {
        if (!wanted.tier().equals(RecordedTier.NAME) || !wanted.design().equals(subject.name())) {
            throw new IllegalArgumentException(
                    "case=" + wanted.id() + " is none of tier=" + RecordedTier.NAME + " design=" + subject.name());
        }
        this.subject = subject;
        this.wanted = wanted;
        this.limits = limits;
        allocation = new AllocationBound(limits.allocationBytesMax());
        levels = Stream.of(wanted.parameters().split("\\+", -1))
                .map(Parameters::parse)
                .toList();
        String name = levels.get(0).text("scenario");
        scenario = scenarios.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("case=" + wanted.id() + " has an unknown scenario"));
        int round = levels.get(0).number("round");
        seed = ScenarioCases.seedOf(wanted.seed(), round);
        prefix = ScenarioCases.prefixOf(scenario, round);
    }

    /** Runs the case; null when its trace did not come again. */
    @Nullable
    Judgement run() {
        Parameters first = levels.get(0);
        if (first.has("live")) {
            return bounded(new LiveCase(subject, scenario, seed, prefix + ",", LiveFault.parse(first)));
        }
        if (first.has("opener")) {
            return bounded(new SecondOpener(subject, scenario, seed, prefix + ",", first.number("opener")));
        }
        for (int attempt = 0; attempt < RECORDINGS_MAX; attempt++) {
            var recorder = new Recorder(subject, scenario, seed, prefix, allocation);
            Judgement found = recorder.run();
            Recording recording = recorder.recording();
            if (wanted.fault().equals(Recorder.FAULT) || recording == null) {
                return found;
            }
            KitCase one = caseOf(first, recording);
            if (one != null) {
                return bounded(one);
            }
        }
        return null;
    }

    private Judgement bounded(KitCase one) {
        return CaseGuard.metered(one::run, one.onlyRecovers() ? allocation.bytes() : limits.allocationBytesMax());
    }

    /** The case, if this recording is the one it came from. */
    private @Nullable KitCase caseOf(Parameters first, Recording recording) {
        if (!first.has("image")) {
            var plan = new CrashPlan(subject.options().durability(), 1);
            return crash(new CrashFactory(recording.context(), plan, prefix + ",", new PowerLosses()), 0);
        }
        AtRest atRest = AtRest.of(recording, first.text("image").equals("closed"), prefix + ",");
        if ((int) States.hash(atRest.files()) != (int) first.hex("x")) {
            return null;
        }
        if (first.has("foreign")) {
            return atRest.foreignLog();
        }
        Damage damage = Damage.parse(first);
        return atRest.caseOf(
                damage, damage.applyTo(atRest.files(), recording.context().foreign()));
    }

    private @Nullable KitCase crash(CrashFactory factory, int level) {
        Parameters parameters = levels.get(level);
        TraceContext context = factory.context();
        int at = parameters.number("at");
        if (at < 1 || at > context.trace().size() || context.trace().digest(at) != (int) parameters.hex("x")) {
            return null;
        }
        CrashSpec spec = CrashSpec.parse(parameters);
        DiskModel model = context.after(at);
        Map<String, Image> state = new CrashBuilder(context.foreign()).build(model, spec);
        CrashCase one = factory.caseOf(model, at, spec, state);
        if (level == levels.size() - 1) {
            return one;
        }
        one.recording().run();
        return crash(factory.second(one, spec, model, at), level + 1);
    }
}

package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.CaseObserver;
import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judge;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Oracle;
import io.blackstart.crashkit.Refusal;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.Durability;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scenario in which the files fail while the log is open. Nothing may be acknowledged that is not kept; no error may come
 * but a {@link io.blackstart.BlackstartException}; and once the fault is over the log opens again: after a restart, and for
 * class POWER after a power cut.
 */
final class LiveCase implements KitCase {
    private final Subject subject;
    private final Scenario scenario;
    private final long seed;
    private final String fault;
    private final String parameters;
    private final LiveFault live;
    private final MemoryDirectory directory;
    private final Trace trace = new Trace();

    LiveCase(Subject subject, Scenario scenario, long seed, String prefix, LiveFault live) {
        this.subject = subject;
        this.scenario = scenario;
        this.seed = seed;
        this.fault = live.fault();
        this.parameters = prefix + live.parameters();
        this.live = live;
        directory = new MemoryDirectory(States.PATH, live.roomPages());
    }

    @Override
    public String fault() {
        return fault;
    }

    @Override
    public String parameters() {
        return parameters;
    }

    @Override
    public boolean onlyRecovers() {
        return false;
    }

    @Override
    public void giveUp() {
        directory.retire();
    }

    @Override
    public Judgement run() {
        Oracle oracle = scenario.oracle().apply(seed);
        directory.record(trace);
        directory.plan(live.plan(Thread.currentThread()));
        var driver = new Driver(subject, oracle, directory, 0, live.excuses());
        Judgement played = driver.play(scenario);
        Judgement closed = driver.close();
        // A failed close must have let go all the same; this only finds out whether it has.
        boolean locked = directory.locked();
        boolean interrupted = Thread.interrupted();
        directory.plan(FaultPlan.NONE);
        Ledger ledger = driver.ledger();
        directory.record(null);
        Judgement found = played.verdict().failing() ? played : closed;
        if (!found.verdict().failing() && locked) {
            found = Judgement.of(CaseVerdict.DIED, "close left the lock behind");
        }
        if (!found.verdict().failing() && live.interrupts() && live.struck() && !interrupted) {
            found = Judgement.of(CaseVerdict.DIED, "the interrupt was swallowed");
        }
        if (!found.verdict().failing()) {
            found = afterwards(oracle, ledger);
        }
        return States.withoutOutside(directory, found);
    }

    private Judgement afterwards(Oracle oracle, Ledger ledger) {
        var model = new DiskModel(Map.of(), new Ledger(1), MemoryDirectory.FIRST_BOOT_ID);
        for (int index = 0; index < trace.size(); index++) {
            model.apply(trace.get(index));
        }
        Judgement found = judge(oracle, ledger, model.killed(), model.bootId(), "after a restart: ");
        boolean power = subject.options().durability().covers(Durability.POWER);
        var builder = new CrashBuilder(Map.of());
        for (Subset kept : List.of(Subset.NONE, Subset.ALL, new Subset(Subset.Rule.RANDOM, seed))) {
            if (power && !found.verdict().failing()) {
                var cut = new CrashSpec.Power(512, kept, Fill.OLD, CrashSpec.Size.LATEST, -1);
                found = judge(
                        oracle,
                        ledger,
                        builder.build(model, cut),
                        model.bootId() + 1,
                        "after a power cut that kept " + kept + ": ");
            }
        }
        return found;
    }

    private Judgement judge(Oracle oracle, Ledger ledger, Map<String, Image> state, long bootId, String when) {
        var numbers = new TreeMap<String, Integer>();
        state.keySet().forEach(name -> numbers.put(name, numbers.size()));
        MemoryDirectory files = States.directory(state, numbers);
        files.bootId(bootId);
        Judgement found = new Judge(subject, oracle)
                .judge(
                        () -> new RecordingLogFiles(files),
                        ledger,
                        Refusal.FORBIDDEN,
                        () -> files.differsFrom(state) ? 1 : 0,
                        CaseObserver.NONE);
        files.retire();
        found = States.withoutOutside(files, found);
        return found.verdict().failing()
                ? new Judgement(found.verdict(), when + found.detail(), found.recoveredCount())
                : found;
    }
}

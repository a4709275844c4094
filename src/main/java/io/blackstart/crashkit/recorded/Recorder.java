package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.AllocationMeter;
import io.blackstart.crashkit.CaseObserver;
import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judge;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Oracle;
import io.blackstart.crashkit.Refusal;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.LogOptions;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The case of a scenario without any fault: the log must do what it is asked, and what it did is kept as a trace. */
final class Recorder implements KitCase {
    static final String FAULT = "unharmed";

    /** Added to the id of the log under test to get another log. */
    private static final long FOREIGN = 0x0DD1_0600;
    /** Stream of the other log's records: far from those of the log under test. */
    private static final int FOREIGN_STREAM = 200;

    private final Subject subject;
    private final Scenario scenario;
    private final long seed;
    private final String prefix;
    private final AllocationBound allocation;
    private volatile @Nullable MemoryDirectory directory;
    private @Nullable Recording recording;

    Recorder(Subject subject, Scenario scenario, long seed, String prefix, AllocationBound allocation) {
        this.subject = subject;
        this.scenario = scenario;
        this.seed = seed;
        this.prefix = prefix;
        this.allocation = allocation;
    }

    /** The same log, opened as another one. */
    static Subject foreign(Subject subject) {
        LogOptions options = subject.options();
        return new Subject(
                subject.design(),
                new LogOptions(
                        options.logId() + FOREIGN,
                        options.durability(),
                        options.segmentBytes(),
                        options.preallocatedBytes(),
                        options.maxRecordLength(),
                        options.extra()));
    }

    @Override
    public String fault() {
        return FAULT;
    }

    @Override
    public String parameters() {
        return prefix;
    }

    @Override
    public boolean onlyRecovers() {
        return false;
    }

    @Override
    public void giveUp() {
        MemoryDirectory now = directory;
        if (now != null) {
            now.retire();
        }
    }

    /** The recording, once the case has run and passed. */
    @Nullable
    Recording recording() {
        return recording;
    }

    @Override
    public Judgement run() {
        Oracle oracle = scenario.oracle().apply(seed);
        var other = new Play(foreign(subject), oracle, FOREIGN_STREAM);
        Judgement otherFound = other.run();
        var play = new Play(subject, oracle, 0);
        Judgement found = otherFound.verdict().failing() ? otherFound : play.run();
        if (found.verdict() == CaseVerdict.OK) {
            recording = play.recording(other.closed);
        }
        return found;
    }

    private static Map<String, Image> images(MemoryDirectory directory) {
        var images = new TreeMap<String, Image>();
        directory.files().forEach((name, file) -> images.put(name, file.image()));
        return images;
    }

    private final class Play {
        private final Subject played;
        private final Oracle oracle;
        private final int stream;
        private final MemoryDirectory files = new MemoryDirectory(States.PATH, Long.MAX_VALUE);
        private final Trace trace = new Trace();
        private final Ledger empty;
        private Map<String, Image> killed = Map.of();
        private Map<String, Image> closed = Map.of();
        private Ledger killedLedger;
        private Ledger closedLedger;

        Play(Subject played, Oracle oracle, int stream) {
            this.played = played;
            this.oracle = oracle;
            this.stream = stream;
            empty = new Ledger(stream + 1);
            killedLedger = empty;
            closedLedger = empty;
        }

        Judgement run() {
            directory = files;
            files.record(trace);
            var driver = new Driver(played, oracle, files, stream, false);
            Judgement found = driver.play(scenario);
            killed = images(files);
            killedLedger = driver.ledger();
            Judgement atClose = driver.close();
            if (found.verdict() == CaseVerdict.OK) {
                found = atClose;
            }
            closed = images(files);
            closedLedger = driver.ledger();
            files.record(null);
            if (found.verdict() == CaseVerdict.OK && files.locked()) {
                found = Judgement.of(CaseVerdict.DIED, "close left the lock behind");
            }
            if (found.verdict() == CaseVerdict.OK) {
                found = reopened();
            }
            return States.withoutOutside(files, found);
        }

        private Judgement reopened() {
            var meter = new AllocationMeter();
            meter.start();
            Judgement found = new Judge(played, oracle)
                    .judge(
                            () -> new RecordingLogFiles(files),
                            closedLedger,
                            Refusal.FORBIDDEN,
                            () -> 0,
                            CaseObserver.NONE);
            allocation.see(meter.bytes());
            return found;
        }

        Recording recording(Map<String, Image> foreignFiles) {
            var context = new TraceContext(
                    played,
                    oracle,
                    new DiskModel(Map.of(), empty, MemoryDirectory.FIRST_BOOT_ID),
                    trace,
                    foreignFiles,
                    Oracle.mix(seed));
            return new Recording(context, killed, killedLedger, evident(), closed, closedLedger);
        }

        private Ledger evident() {
            for (int index = trace.size() - 1; index >= 0; index--) {
                if (trace.get(index) instanceof Operation.Mark mark
                        && mark.ledger().ackedCount() < killedLedger.ackedCount()) {
                    return killedLedger.copyAckedAs(mark.ledger());
                }
            }
            return killedLedger.copyAckedAs(empty);
        }
    }
}

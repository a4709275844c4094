package io.blackstart.crashkit.recorded;

import io.blackstart.BlackstartException;
import io.blackstart.crashkit.CaseObserver;
import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judge;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.Oracle;
import io.blackstart.crashkit.Refusal;
import io.blackstart.crashkit.Subject;

/**
 * While a log is open, another opener comes: it must be refused at once and without a trace, and the first goes on as if
 * nothing had been.
 */
final class SecondOpener implements KitCase {
    private final Subject subject;
    private final Scenario scenario;
    private final long seed;
    private final String parameters;
    private final int afterSteps;
    private final MemoryDirectory directory = new MemoryDirectory(States.PATH, Long.MAX_VALUE);

    /**
     * Creates the case.
     *
     * @param afterSteps steps of the scenario before the other opener comes
     */
    SecondOpener(Subject subject, Scenario scenario, long seed, String prefix, int afterSteps) {
        this.subject = subject;
        this.scenario = scenario;
        this.seed = seed;
        this.parameters = prefix + "opener=" + afterSteps;
        this.afterSteps = afterSteps;
    }

    @Override
    public String fault() {
        return "second-opener";
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
        var driver = new Driver(subject, oracle, directory, 0, false);
        Judgement[] second = {Judgement.of(CaseVerdict.OK, "")};
        Judgement found = driver.play(scenario, step -> {
            if (step == afterSteps) {
                second[0] = Judge.attempt(this::openAgain);
            }
        });
        Judgement closed = driver.close();
        for (Judgement next : new Judgement[] {second[0], closed}) {
            found = found.verdict().failing() ? found : next;
        }
        if (second[0].verdict().failing()) {
            found = second[0];
        }
        if (!found.verdict().failing()) {
            found = new Judge(subject, oracle)
                    .judge(
                            () -> new RecordingLogFiles(directory),
                            driver.ledger(),
                            Refusal.FORBIDDEN,
                            () -> 0,
                            CaseObserver.NONE);
        }
        return States.withoutOutside(directory, found.verdict() == CaseVerdict.OK ? second[0] : found);
    }

    private Judgement openAgain() {
        var files = new RecordingLogFiles(directory);
        try {
            subject.open(files).close();
            return Judgement.of(CaseVerdict.NOT_REFUSED, "a second instance opened the directory of one that is open");
        } catch (BlackstartException e) {
            files.close();
            return Judgement.of(
                    files.changed() ? CaseVerdict.MODIFIED_ON_REFUSE : CaseVerdict.REFUSED,
                    String.valueOf(e.getMessage()));
        }
    }
}

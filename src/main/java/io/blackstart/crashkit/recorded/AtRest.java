package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Refusal;
import io.blackstart.log.Durability;
import java.util.Map;

/**
 * A log at rest, to be damaged.
 *
 * @param context how to judge
 * @param files the log
 * @param ledger what it must show
 * @param prefix begins the parameters of every case
 */
record AtRest(TraceContext context, Map<String, Image> files, Ledger ledger, String prefix) {
    /**
     * What a recording left: after its close, or as if it had been killed just before. What a kill left is damaged on top of a
     * crash, so what came last may look as if it had never been acknowledged.
     */
    static AtRest of(Recording recording, boolean closed, String prefix) {
        TraceContext context = recording.context();
        Map<String, Image> files = closed ? recording.closed() : recording.killed();
        Ledger ledger = closed ? recording.closedLedger() : recording.evidentLedger();
        boolean promised = context.subject().options().durability() != Durability.NONE;
        String image =
                "image=" + (closed ? "closed" : "killed") + ",x=" + Integer.toHexString((int) States.hash(files)) + ",";
        return new AtRest(context, files, promised ? ledger : ledger.copyUnacked(), prefix + image);
    }

    /**
     * The case of one damage.
     *
     * @param damaged the files after it
     */
    CrashCase caseOf(Damage damage, Map<String, Image> damaged) {
        return new CrashCase(
                context,
                damage.fault(),
                prefix + damage.parameters(),
                damaged,
                States.directory(damaged, CrashFactory.numbered(damaged)),
                ledger,
                Refusal.ALLOWED,
                (directory, found) -> afterwards(damage, directory, found));
    }

    private Judgement afterwards(Damage damage, MemoryDirectory directory, Judgement found) {
        if (found.verdict() != CaseVerdict.OK) {
            return found;
        }
        Map<String, MemoryFile> now = directory.files();
        if (damage.kind() == Damage.Kind.EXTRA && !now.containsKey(Damage.STRANGER)) {
            return Judgement.of(CaseVerdict.OUTSIDE, "removed name=" + Damage.STRANGER + ", which is none of its own");
        }
        return damage.isUndone(files, now)
                ? new Judgement(CaseVerdict.REPAIRED, found.detail(), found.recoveredCount())
                : found;
    }

    /** The log, opened as another one: that must be refused. */
    CrashCase foreignLog() {
        var other = new TraceContext(
                Recorder.foreign(context.subject()),
                context.oracle(),
                context.start(),
                context.trace(),
                context.foreign(),
                context.seed());
        return new CrashCase(
                other,
                "foreign-log",
                prefix + "foreign=1",
                files,
                States.directory(files, CrashFactory.numbered(files)),
                ledger,
                Refusal.REQUIRED,
                (directory, found) -> found);
    }
}

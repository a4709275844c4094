package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.CaseObserver;
import io.blackstart.crashkit.Judge;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Refusal;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Recovery from one state, and what it did to the files while at it. */
final class CrashCase implements KitCase {
    private final TraceContext context;
    private final String fault;
    private final String parameters;
    private final MemoryDirectory directory;
    private final Map<String, Image> state;
    private final Ledger ledger;
    private final Refusal refusal;
    private final BiFunction<MemoryDirectory, Judgement, Judgement> afterwards;
    private final Trace recovery = new Trace();
    private @Nullable Judgement judgement;

    CrashCase(
            TraceContext context,
            String fault,
            String parameters,
            Map<String, Image> state,
            MemoryDirectory directory,
            Ledger ledger,
            Refusal refusal,
            BiFunction<MemoryDirectory, Judgement, Judgement> afterwards) {
        this.context = context;
        this.fault = fault;
        this.parameters = parameters;
        this.state = state;
        this.directory = directory;
        this.ledger = ledger;
        this.refusal = refusal;
        this.afterwards = afterwards;
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
        return true;
    }

    @Override
    public void giveUp() {
        directory.retire();
    }

    /** Notes what recovery does from now on. */
    CrashCase recording() {
        directory.record(recovery);
        return this;
    }

    /** What recovery did, once it has run. */
    Trace recovery() {
        return recovery;
    }

    /** The state it began with. */
    Map<String, Image> state() {
        return state;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The outcome, null before it has run or when it was given up. */
    @Nullable
    Judgement judgement() {
        return judgement;
    }

    @Override
    public Judgement run() {
        var judge = new Judge(context.subject(), context.oracle());
        Judgement found = judge.judge(
                () -> new RecordingLogFiles(directory),
                ledger,
                refusal,
                () -> directory.differsFrom(state) ? 1 : 0,
                new Marker());
        directory.retire();
        judgement = afterwards.apply(directory, States.withoutOutside(directory, found));
        return judgement;
    }

    /** Puts what the judge does into the trace of the recovery. */
    private final class Marker implements CaseObserver {
        private Ledger truth = ledger;
        private Ledger settled = ledger;

        @Override
        public void onRecovered(Ledger recovered) {
            truth = ledger.copyWithStream(recovered.first(recovered.streamCount() - 1));
            settled = recovered;
        }

        @Override
        public void onSending(int stream, long index) {
            truth.sent(stream, index);
            directory.mark(truth);
        }

        @Override
        public void onAcked(int stream, long index) {
            for (int older = 0; older < stream; older++) {
                truth.settle(older, settled.sentEnd(older));
            }
            truth.acked(stream, index);
            directory.mark(truth);
        }
    }
}

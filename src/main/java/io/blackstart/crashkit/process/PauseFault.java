package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Ledger;
import io.blackstart.log.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Stops the process with SIGSTOP under load, again and again. While it stands still its files must hold what it acknowledged -
 * a copy of them is recovered and judged -, and once it goes on it must end well, with nothing lost.
 */
final class PauseFault implements RealFault {
    private static final String PAUSES = "pauses";
    private static final String RUN = "run";
    private static final int ACKED_MAX = 200;

    @Override
    public String name() {
        return "pause";
    }

    @Override
    public Optional<String> missing() {
        return ProcessSignals.missing();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return IntStream.range(0, size == KitSize.FULL ? 10 : 1)
                .mapToObj(run -> RUN + "=" + run + "," + PAUSES + "=" + (size == KitSize.FULL ? 20 : 4))
                .toList();
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        var random = new SplittableRandom(bench.options().seed() + parameters.number(RUN));
        var judgements = new ArrayList<Judgement>();
        bench.freshLog();
        try (WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(bench.log());
            if (!opened.is(Reply.Kind.OPENED)) {
                return List.of(Replies.judgement(opened, "opening"));
            }
            writer.append(WriterProcess.Load.endless(bench.producerCount(), random.nextInt(1, 32)));
            for (int pause = 0; pause < parameters.number(PAUSES); pause++) {
                long target = writer.ledger().ackedCount() + random.nextInt(1, ACKED_MAX);
                if (!writer.awaitAcked(target)) {
                    judgements.add(Judgement.of(
                            CaseVerdict.HANG,
                            "after pauses=" + pause + " no more was acknowledged, failures=" + writer.failures()));
                    return judgements;
                }
                Judgement still = judgeWhatStandsStill(bench, writer);
                judgements.add(still);
                if (still.verdict().failing()) {
                    return judgements;
                }
            }
            writer.stop();
            Reply appended = writer.await();
            Reply closed = appended.is(Reply.Kind.APPENDED) ? writer.closeLog() : appended;
            judgements.add(
                    closed.is(Reply.Kind.CLOSED) && writer.failures().isEmpty()
                            ? bench.judged(bench.log(), writer.ledger(), Durability.NONE)
                            : Replies.judgement(closed, "after pauses, failures=" + writer.failures()));
        }
        return judgements;
    }

    private static Judgement judgeWhatStandsStill(CaseBench bench, WriterProcess writer) {
        Ledger before;
        ProcessSignals.stop(writer.pid());
        try {
            before = writer.ledger();
            FileTrees.remove(bench.copy());
            FileTrees.copy(bench.log(), bench.copy());
        } finally {
            ProcessSignals.goOn(writer.pid());
        }
        // What it had announced when it was stopped may still be in the pipe.
        Reply caughtUp = writer.ask("ping");
        return caughtUp.is(Reply.Kind.PONG)
                ? bench.judged(bench.copy(), LedgerText.combine(before, writer.ledger()), Durability.PROCESS)
                : Replies.judgement(caughtUp, "after a pause");
    }
}

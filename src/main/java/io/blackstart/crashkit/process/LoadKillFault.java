package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judge;
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
 * Kills the process under the load of as many producers as the log takes, when a random number of records has been
 * acknowledged; recovers, judges, and goes on with the same log, kill after kill.
 */
final class LoadKillFault implements RealFault {
    /** Its row in the report. */
    static final String NAME = "kill-under-load";

    private static final String CHAIN = "chain";
    private static final String ROUNDS = "rounds";
    private static final int ACKED_MAX = 400;
    private static final int IN_FLIGHT_MAX = 48;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        int chains = size == KitSize.FULL ? 10 : size == KitSize.BUILD ? 2 : 1;
        int rounds = size == KitSize.FULL ? 30 : size == KitSize.BUILD ? 4 : 2;
        return IntStream.range(0, chains)
                .mapToObj(chain -> CHAIN + "=" + chain + "," + ROUNDS + "=" + rounds)
                .toList();
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        var random = new SplittableRandom(bench.options().seed() + parameters.number(CHAIN));
        var judgements = new ArrayList<Judgement>();
        Ledger ledger = new Ledger(1);
        bench.freshLog();
        for (int round = 0; round < parameters.number(ROUNDS); round++) {
            try (WriterProcess writer = bench.freshWriter()) {
                Reply opened = writer.open(bench.log());
                if (!opened.is(Reply.Kind.OPENED)) {
                    judgements.add(Replies.judgement(opened, "round=" + round + " opening"));
                    return judgements;
                }
                kill(writer, ledger, bench.producerCount(), random);
                ledger = writer.ledger();
            }
            CheckerProcess.Finding finding = bench.judge(bench.log(), ledger, Durability.PROCESS);
            judgements.add(finding.judgement());
            if (finding.judgement().verdict() != CaseVerdict.OK) {
                return judgements;
            }
            ledger = goOn(ledger, finding);
        }
        return judgements;
    }

    private static void kill(WriterProcess writer, Ledger ledger, int producers, SplittableRandom random) {
        writer.continueFrom(ledger);
        // The judge's own streams stand behind the first; each round's producers get streams of their own.
        int firstStream = ledger.streamCount() == 1 ? 0 : ledger.streamCount();
        writer.append(new WriterProcess.Load(
                IntStream.range(firstStream, firstStream + producers).boxed().toList(),
                IntStream.range(0, producers).mapToObj(producer -> 0L).toList(),
                Long.MAX_VALUE >> 1,
                random.nextInt(1, IN_FLIGHT_MAX),
                false));
        writer.awaitAcked(ledger.ackedCount() + random.nextInt(1, ACKED_MAX));
        writer.kill();
    }

    /** What came back is there for good, and so is what the judge appended. */
    static Ledger goOn(Ledger before, CheckerProcess.Finding finding) {
        Ledger settled = before.copy();
        for (int stream = 0; stream < settled.streamCount(); stream++) {
            settled.settle(stream, finding.ends().get(stream));
        }
        long first = finding.judgement().recoveredCount();
        Ledger next = settled.copyWithStream(first);
        int stream = next.streamCount() - 1;
        for (long index = first; index < first + Judge.MORE; index++) {
            next.sent(stream, index);
        }
        next.settle(stream, first + Judge.MORE);
        return next;
    }
}

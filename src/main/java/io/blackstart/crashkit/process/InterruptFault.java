package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.log.Durability;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Producers whose interrupt flag is set at every call. A channel of the JDK closes when an interrupted thread touches it; the
 * log must not.
 */
final class InterruptFault implements RealFault {
    private static final int RECORD_COUNT = 400;

    @Override
    public String name() {
        return "interrupt";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return List.of("inFlight=1", "inFlight=16");
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        bench.freshLog();
        try (WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(bench.log());
            if (!opened.is(Reply.Kind.OPENED)) {
                return List.of(Replies.judgement(opened, "opening"));
            }
            writer.append(WriterProcess.Load.of(bench.producerCount(), RECORD_COUNT, parameters.number("inFlight"))
                    .withInterrupts());
            Reply appended = writer.await();
            if (!appended.is(Reply.Kind.APPENDED)) {
                return List.of(Replies.judgement(appended, "with interrupted producers"));
            }
            if (!writer.failures().isEmpty()) {
                return List.of(Judgement.of(
                        CaseVerdict.DIED,
                        "an interrupt closed the log: " + writer.failures().get(0)));
            }
            Reply closed = writer.closeLog();
            return List.of(
                    closed.is(Reply.Kind.CLOSED)
                            ? bench.judged(bench.log(), writer.ledger(), Durability.NONE)
                            : Replies.judgement(closed, "closing after interrupts"));
        }
    }
}

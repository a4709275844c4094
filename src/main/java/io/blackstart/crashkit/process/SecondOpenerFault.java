package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.log.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Opens a log that is open: in another process, in the same one, and in another process after the attempt in the same one, which
 * may have dropped the lock unseen. Each must be refused, with nothing changed and the owner unharmed. The lock of an owner
 * that was killed must not stand in the way.
 */
final class SecondOpenerFault implements RealFault {
    private static final String WHERE = "where";
    private static final String OTHER_PROCESS = "process";
    private static final String SAME_PROCESS = "instance";
    private static final String BOTH = "instance-then-process";
    private static final String DEAD_OWNER = "dead-owner";
    private static final int RECORD_COUNT = 64;

    @Override
    public String name() {
        return "second-opener";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return List.of(
                WHERE + "=" + OTHER_PROCESS, WHERE + "=" + SAME_PROCESS, WHERE + "=" + BOTH, WHERE + "=" + DEAD_OWNER);
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        bench.freshLog();
        try (WriterProcess owner = bench.freshWriter();
                WriterProcess other = bench.freshWriter()) {
            Reply opened = owner.open(bench.log());
            if (!opened.is(Reply.Kind.OPENED)) {
                return List.of(Replies.judgement(opened, "opening"));
            }
            String failed = append(owner, 0);
            if (!failed.isEmpty()) {
                return List.of(Judgement.of(CaseVerdict.DIED, "the first opener: " + failed));
            }
            return List.of(
                    switch (parameters.text(WHERE)) {
                        case OTHER_PROCESS -> refused(bench, owner, other.open(bench.log()));
                        case SAME_PROCESS -> refused(bench, owner, owner.ask("again " + bench.log()));
                        case BOTH -> {
                            Reply same = owner.ask("again " + bench.log());
                            yield same.is(Reply.Kind.REFUSED)
                                    ? refused(bench, owner, other.open(bench.log()))
                                    : refused(bench, owner, same);
                        }
                        case DEAD_OWNER -> takeOver(bench, owner, other);
                        default ->
                            throw new IllegalArgumentException(WHERE + "=" + parameters.text(WHERE) + " is unknown");
                    });
        }
    }

    private static String append(WriterProcess owner, long first) {
        owner.append(new WriterProcess.Load(List.of(0), List.of(first), RECORD_COUNT, 8, false));
        Reply appended = owner.await();
        return appended.is(Reply.Kind.APPENDED) ? String.join("; ", owner.failures()) : appended.toString();
    }

    private static Judgement refused(CaseBench bench, WriterProcess owner, Reply second) {
        if (second.is(Reply.Kind.OPENED)) {
            return Judgement.of(CaseVerdict.NOT_REFUSED, "a log that was open was opened again");
        }
        if (!second.is(Reply.Kind.REFUSED)) {
            return Replies.judgement(second, "the second opener");
        }
        Path log = bench.log();
        String failed = append(owner, RECORD_COUNT);
        Reply closed = owner.closeLog();
        if (!failed.isEmpty() || !closed.is(Reply.Kind.CLOSED)) {
            return Judgement.of(
                    CaseVerdict.DIED, "the second opener harmed the first: " + failed + " " + closed.text());
        }
        Judgement left = bench.judged(log, owner.ledger(), Durability.NONE);
        return left.verdict() == CaseVerdict.OK ? Judgement.of(CaseVerdict.REFUSED, second.text()) : left;
    }

    private static Judgement takeOver(CaseBench bench, WriterProcess owner, WriterProcess other) {
        owner.kill();
        Reply opened = other.open(bench.log());
        if (!opened.is(Reply.Kind.OPENED)) {
            return Replies.judgement(opened, "opening after the owner was killed");
        }
        Reply closed = other.closeLog();
        return closed.is(Reply.Kind.CLOSED)
                ? bench.judged(bench.log(), owner.ledger(), Durability.PROCESS)
                : Replies.judgement(closed, "closing after the owner was killed");
    }
}

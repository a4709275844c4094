package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Refusal;
import io.blackstart.crashkit.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Delays every force with strace while producers hand over more than their JVM has memory for and wait for nothing: the log must
 * hold them back instead of piling up what it cannot store.
 */
final class SlowDiskFault implements RealFault {
    private static final long HEAP_BYTES = 64L << 20;
    private static final int SEGMENT_BYTES = 1 << 22;
    private static final String DELAY = "delayMicros";
    private static final int BUILD_COUNT = 100_000;
    private static final int FULL_COUNT = 400_000;

    private final TracedWriter traced;

    SlowDiskFault(Strace strace) {
        this.traced = new TracedWriter(strace);
    }

    @Override
    public String name() {
        return "slow-disk";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return List.of(DELAY + "=20000");
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        Path log = bench.freshLog();
        WriterProcess.Records records = records(bench);
        var jvm = new ChildJvm(HEAP_BYTES, bench.jvm().scratch());
        // Each force takes longer, and there are many.
        var starter = new WriterProcess.Starter(
                jvm, records, 3 * bench.options().limits().caseTimeoutNanos());
        List<String> options = delays(parameters.number(DELAY));
        try (WriterProcess writer = traced.start(bench, starter, bench.trace(), options);
                var checker =
                        new CheckerProcess(bench.jvm(), records, bench.options().limits())) {
            Reply opened = writer.open(log);
            if (!opened.is(Reply.Kind.OPENED)) {
                return List.of(Replies.judgement(opened, "opening"));
            }
            Reply appended = appendSlowly(bench, writer, options);
            if (!appended.is(Reply.Kind.APPENDED)) {
                return List.of(Replies.judgement(appended, "while the disk was slow"));
            }
            if (!writer.failures().isEmpty()) {
                return List.of(Judgement.of(
                        CaseVerdict.DIED,
                        "a slow disk was taken for an error: "
                                + writer.failures().get(0)));
            }
            Reply closed = writer.closeLog();
            return List.of(
                    closed.is(Reply.Kind.CLOSED)
                            ? checker.judge(log, writer.ledger(), Refusal.FORBIDDEN)
                                    .judgement()
                            : Replies.judgement(closed, "closing"));
        }
    }

    /** Larger segments than in other cases: here it is the bytes in flight that count, not the rolls. */
    private static WriterProcess.Records records(CaseBench bench) {
        Subject subject = bench.subject();
        var larger = new Subject(
                subject.design(),
                subject.options()
                        .withSegmentBytes(
                                Math.max(SEGMENT_BYTES, subject.options().segmentBytes())));
        WriterProcess.Records plain = bench.records();
        return new WriterProcess.Records(larger, plain.seed(), plain.lengthMax());
    }

    private static List<String> delays(int micros) {
        return List.of(
                "-e",
                "trace=?fsync,?fdatasync,?msync",
                "-e",
                "inject=?fsync,?fdatasync,?msync:delay_enter=" + micros + ":when=1+");
    }

    private Reply appendSlowly(CaseBench bench, WriterProcess writer, List<String> options) {
        int count = bench.options().size() == KitSize.FULL ? FULL_COUNT : BUILD_COUNT;
        int producers = bench.producerCount();
        try (Strace.Session session = traced.tracer(bench.trace(), options).attach(writer)) {
            session.watch(writer);
            writer.append(WriterProcess.Load.of(producers, count / producers, count / producers));
            return writer.await();
        } catch (StraceRefusedException e) {
            throw new IllegalStateException("strace was allowed to attach before", e);
        }
    }
}

package io.blackstart.crashkit.root;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Refusal;
import io.blackstart.crashkit.process.CaseBench;
import io.blackstart.crashkit.process.CaseParameters;
import io.blackstart.crashkit.process.CheckerProcess;
import io.blackstart.crashkit.process.FileTrees;
import io.blackstart.crashkit.process.LedgerText;
import io.blackstart.crashkit.process.ProcessSignals;
import io.blackstart.crashkit.process.RealFault;
import io.blackstart.crashkit.process.Replies;
import io.blackstart.crashkit.process.Reply;
import io.blackstart.crashkit.process.WriterProcess;
import io.blackstart.log.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Cuts the power under load, again and again: copies the image of the file system at one instant while producers append, mounts
 * the copy, recovers and judges. What was acknowledged before the copy began must be there.
 *
 * <p>What a cut loses is what the log left in the page cache. The image itself stands for a device without a volatile cache of its
 * own, so a log that writes past the page cache and never flushes the device passes here; the recorded tier does not let it.
 */
final class PowerCutFault implements RealFault {
    private static final String SESSION = "session";
    private static final String CUTS = "cuts";
    private static final int CUTS_A_SESSION = 25;
    private static final int BUILD_CUTS = 8;
    private static final int SHORT_CUTS = 4;
    private static final int FULL_SESSIONS = 12;
    private static final int IN_FLIGHT_MAX = 32;
    private static final int ACKED_BETWEEN_MAX = 160;

    private final RootArea area;
    private final FileSystemKind kind;
    private final AtomicLong cutCount = new AtomicLong();
    private final AtomicLong lossCount = new AtomicLong();

    PowerCutFault(RootArea area, FileSystemKind kind) {
        this.area = area;
        this.kind = kind;
    }

    /** Its row in the report on a file system. */
    static String nameOn(FileSystemKind kind) {
        return "power-cut-" + kind.word();
    }

    @Override
    public String name() {
        return nameOn(kind);
    }

    @Override
    public Optional<String> missing() {
        return kind.missing().or(ProcessSignals::missing);
    }

    /** Cuts made and judged so far. */
    long cutCount() {
        return cutCount.get();
    }

    /** Cuts after which something acknowledged was gone or could not be reached. */
    long lossCount() {
        return lossCount.get();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return size == KitSize.FULL
                ? IntStream.range(0, FULL_SESSIONS)
                        .mapToObj(session -> SESSION + "=" + session + "," + CUTS + "=" + CUTS_A_SESSION)
                        .toList()
                : List.of(SESSION + "=0," + CUTS + "=" + (size == KitSize.BUILD ? BUILD_CUTS : SHORT_CUTS));
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        var random = new SplittableRandom(bench.options().seed() + parameters.number(SESSION));
        var judgements = new ArrayList<Judgement>();
        bench.freshLog();
        try (Volume volume = Volume.create(area, kind);
                WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(volume.log());
            if (!opened.is(Reply.Kind.OPENED)) {
                return List.of(Replies.judgement(opened, "opening on " + kind.word()));
            }
            writer.append(WriterProcess.Load.endless(bench.producerCount(), random.nextInt(1, IN_FLIGHT_MAX)));
            for (int cut = 0; cut < parameters.number(CUTS); cut++) {
                // The first cut comes right behind the first acknowledgement: what was just created must be there.
                long target = cut == 0 ? 1 : writer.ledger().ackedCount() + random.nextInt(1, ACKED_BETWEEN_MAX);
                if (!writer.awaitAcked(target)) {
                    judgements.add(Judgement.of(
                            CaseVerdict.HANG,
                            "no more was acknowledged on " + kind.word() + ", failures=" + writer.failures()));
                    return judgements;
                }
                Judgement judgement = cut(bench, volume, writer);
                judgements.add(judgement);
                if (judgement.verdict().failing()) {
                    return judgements;
                }
            }
            judgements.add(end(bench, volume, writer));
        }
        return judgements;
    }

    private Judgement cut(CaseBench bench, Volume volume, WriterProcess writer) {
        Ledger before = writer.ledger();
        try (Volume copy = volume.cut();
                Volume evidence = copy.cut()) {
            // What was announced by now is all that can be in the copy.
            Reply caughtUp = writer.ask("ping");
            if (!caughtUp.is(Reply.Kind.PONG)) {
                return Replies.judgement(caughtUp, "at a power cut on " + kind.word());
            }
            Ledger ledger = LedgerText.combine(before, writer.ledger());
            // It would fill the volume, and take the processor, while the copy is judged.
            ProcessSignals.stop(writer.pid());
            try {
                copy.mount();
                CheckerProcess.Finding finding = bench.judgeAsIs(
                        copy.log(), ledger, bench.promises(Durability.POWER) ? Refusal.FORBIDDEN : Refusal.ALLOWED);
                cutCount.incrementAndGet();
                return weigh(bench, finding.judgement(), evidence);
            } finally {
                ProcessSignals.goOn(writer.pid());
            }
        }
    }

    /** A log that promises less than to survive a power cut does not fail by losing in one; it earns no more than it shows. */
    private Judgement weigh(CaseBench bench, Judgement judgement, Volume evidence) {
        CaseVerdict verdict = judgement.verdict();
        boolean lost = verdict == CaseVerdict.LOST_ACKED
                || verdict == CaseVerdict.REFUSED
                || verdict == CaseVerdict.REFUSED_WRONGLY;
        if (lost || verdict.failing()) {
            lossCount.incrementAndGet();
        }
        if (lost && !bench.promises(Durability.POWER)) {
            return Judgement.of(CaseVerdict.LOST_UNPROMISED, judgement.detail());
        }
        if (verdict.failing()) {
            evidence.mount();
            FileTrees.remove(bench.log());
            FileTrees.copy(evidence.log(), bench.log());
        }
        return judgement;
    }

    /** The original, which lost no power, must be whole. */
    private static Judgement end(CaseBench bench, Volume volume, WriterProcess writer) {
        writer.stop();
        Reply appended = writer.await();
        Reply closed = appended.is(Reply.Kind.APPENDED) ? writer.closeLog() : appended;
        return closed.is(Reply.Kind.CLOSED)
                ? bench.judged(volume.log(), writer.ledger(), Durability.NONE)
                : Replies.judgement(closed, "closing after power cuts");
    }
}

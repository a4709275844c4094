package io.blackstart.crashkit.root;

import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.process.CaseBench;
import io.blackstart.crashkit.process.CaseParameters;
import io.blackstart.crashkit.process.OutsideProgram;
import io.blackstart.crashkit.process.RealFault;
import io.blackstart.crashkit.process.Replies;
import io.blackstart.crashkit.process.Reply;
import io.blackstart.crashkit.process.WriterProcess;
import io.blackstart.log.Durability;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Shuts a live XFS down under load, as its own tools can: what is not on the device stays off it, and the process that goes on
 * living gets EIO from everything. It must acknowledge nothing more; what it acknowledged must be there after the next mount.
 */
final class ShutdownFault implements RealFault {
    private static final String RUN = "run";
    private static final int RECORD_COUNT = 5_000;

    private final RootArea area;

    ShutdownFault(RootArea area) {
        this.area = area;
    }

    @Override
    public String name() {
        return "shutdown-xfs";
    }

    @Override
    public Optional<String> missing() {
        return FileSystemKind.XFS
                .missing()
                .or(() -> OutsideProgram.find("xfs_io").isPresent()
                        ? Optional.empty()
                        : Optional.of("program xfs_io (package xfsprogs) is missing"));
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return IntStream.range(0, size == KitSize.FULL ? 20 : 2)
                .mapToObj(run -> RUN + "=" + run)
                .toList();
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        var random = new SplittableRandom(bench.options().seed() + parameters.number(RUN));
        bench.freshLog();
        try (Volume volume = Volume.create(area, FileSystemKind.XFS);
                WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(volume.log());
            if (!opened.is(Reply.Kind.OPENED)) {
                return List.of(Replies.judgement(opened, "opening"));
            }
            writer.append(WriterProcess.Load.of(bench.producerCount(), RECORD_COUNT, random.nextInt(1, 32)));
            writer.awaitAcked(random.nextInt(1, RECORD_COUNT / 4));
            OutsideProgram.require(List.of(
                    "xfs_io", "-x", "-c", "shutdown", volume.mountPoint().toString()));
            Reply appended = writer.await();
            Reply closed = appended.is(Reply.Kind.APPENDED) ? writer.closeLog() : appended;
            if (!closed.is(Reply.Kind.CLOSED) && !closed.is(Reply.Kind.REFUSED)) {
                return List.of(Replies.judgement(closed, "after the file system was shut down"));
            }
            writer.kill();
            volume.unmount();
            volume.mount();
            return List.of(bench.judged(volume.log(), writer.ledger(), Durability.POWER));
        }
    }
}

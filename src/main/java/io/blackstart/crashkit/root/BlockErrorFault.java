package io.blackstart.crashkit.root;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.process.CaseBench;
import io.blackstart.crashkit.process.CaseParameters;
import io.blackstart.crashkit.process.FileTrees;
import io.blackstart.crashkit.process.OutsideProgram;
import io.blackstart.crashkit.process.RealFault;
import io.blackstart.crashkit.process.Replies;
import io.blackstart.crashkit.process.Reply;
import io.blackstart.crashkit.process.WriterProcess;
import io.blackstart.log.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A device below the file system that ends every write, or every read, in EIO. After a failed write the kernel drops the pages
 * that it could not store and reports that once: a log that forces again has its second force succeed and its data gone. The
 * file system is mounted anew before the judgement, so that only what reached the device counts.
 */
final class BlockErrorFault implements RealFault {
    private static final String FILE_SYSTEM = "fs";
    private static final String WHAT = "fails";
    private static final String WRITES = "writes";
    private static final String READS = "reads";
    private static final String RUN = "run";
    private static final int RECORD_COUNT = 2_000;

    private final RootArea area;

    BlockErrorFault(RootArea area) {
        this.area = area;
    }

    @Override
    public String name() {
        return "block-error";
    }

    @Override
    public Optional<String> missing() {
        return NetworkBlockDevice.missing();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        Stream<FileSystemKind> kinds = Stream.of(FileSystemKind.values())
                .filter(kind -> kind.missing().isEmpty())
                .filter(kind -> size == KitSize.FULL || kind == FileSystemKind.EXT4);
        return kinds.flatMap(kind -> Stream.of(WRITES, READS)
                        .flatMap(what -> Stream.iterate(0, run -> run + 1)
                                .limit(size == KitSize.FULL ? 5 : 1)
                                .map(run -> FILE_SYSTEM + "=" + kind.word() + "," + WHAT + "=" + what + "," + RUN + "="
                                        + run)))
                .toList();
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        var kind = FileSystemKind.of(parameters.text(FILE_SYSTEM));
        boolean writes = parameters.text(WHAT).equals(WRITES);
        var random = new SplittableRandom(bench.options().seed() + parameters.number(RUN));
        bench.freshLog();
        Path image = RootArea.sparseFile(area.newImage("nbd"), kind.imageBytes());
        OutsideProgram.require(kind.makeCommand(image));
        Path mountPoint = area.newMountPoint("nbd-" + kind.word());
        try (var device = NetworkBlockDevice.serve(area, image);
                var mount = new Mount(kind, device.device(), mountPoint)) {
            return List.of(writes ? failWrites(bench, device, mount, random) : failReads(bench, device, mount));
        } finally {
            FileTrees.remove(image);
        }
    }

    private static Judgement failWrites(
            CaseBench bench, NetworkBlockDevice device, Mount mount, SplittableRandom random) {
        try (WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(mount.log());
            if (!opened.is(Reply.Kind.OPENED)) {
                return Replies.judgement(opened, "opening");
            }
            writer.append(WriterProcess.Load.of(bench.producerCount(), RECORD_COUNT, random.nextInt(1, 32)));
            writer.awaitAcked(random.nextInt(1, RECORD_COUNT / 2));
            device.failWrites();
            Reply appended = writer.await();
            Reply closed = appended.is(Reply.Kind.APPENDED) ? writer.closeLog() : appended;
            if (!closed.is(Reply.Kind.CLOSED) && !closed.is(Reply.Kind.REFUSED)) {
                return Replies.judgement(closed, "while the device failed writes");
            }
            writer.kill();
            device.heal();
            mount.again();
            return bench.judged(mount.log(), writer.ledger(), Durability.POWER);
        }
    }

    private static Judgement failReads(CaseBench bench, NetworkBlockDevice device, Mount mount) {
        try (WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(mount.log());
            if (!opened.is(Reply.Kind.OPENED)) {
                return Replies.judgement(opened, "opening");
            }
            writer.append(WriterProcess.Load.of(bench.producerCount(), RECORD_COUNT, 16));
            Reply appended = writer.await();
            Reply closed = appended.is(Reply.Kind.APPENDED) ? writer.closeLog() : appended;
            if (!closed.is(Reply.Kind.CLOSED) || !writer.failures().isEmpty()) {
                return Replies.judgement(closed, "before the device failed, failures=" + writer.failures());
            }
            // Nothing of it in memory any more.
            mount.again();
            device.failReads();
            Optional<Judgement> wrong = reopen(writer, mount.log());
            writer.kill();
            device.heal();
            mount.again();
            return wrong.orElseGet(() -> bench.judged(mount.log(), writer.ledger(), Durability.NONE));
        }
    }

    private static Optional<Judgement> reopen(WriterProcess writer, Path log) {
        var ledger = writer.ledger();
        Reply opened = writer.open(log);
        writer.continueFrom(ledger);
        if (opened.is(Reply.Kind.REFUSED)) {
            return Optional.empty();
        }
        if (!opened.is(Reply.Kind.OPENED)) {
            return Optional.of(Replies.judgement(opened, "opening while the device failed reads"));
        }
        Reply read = writer.ask("read");
        if (read.is(Reply.Kind.READ) && Long.parseLong(read.text()) < ledger.ackedCount()) {
            return Optional.of(Judgement.of(
                    CaseVerdict.LOST_ACKED,
                    "a read error was taken for the end: records=" + read.text() + ", acknowledged were "
                            + ledger.ackedCount()));
        }
        return read.is(Reply.Kind.READ) || read.is(Reply.Kind.REFUSED)
                ? Optional.empty()
                : Optional.of(Replies.judgement(read, "reading while the device failed reads"));
    }

    /** The device, mounted. */
    private static final class Mount implements AutoCloseable {
        private final FileSystemKind kind;
        private final Path device;
        private final Path point;

        private Mount(FileSystemKind kind, Path device, Path point) {
            this.kind = kind;
            this.device = device;
            this.point = point;
            mount();
        }

        private void mount() {
            OutsideProgram.require(List.of("mount", "-o", kind.mountOptions(), device.toString(), point.toString()));
        }

        /** Unmounts, which empties the page cache, and mounts. */
        private void again() {
            Volume.unmount(point);
            mount();
        }

        private Path log() {
            return point.resolve("log");
        }

        @Override
        public void close() {
            if (!OutsideProgram.run(List.of("umount", point.toString())).succeeded()) {
                OutsideProgram.run(List.of("umount", "--lazy", point.toString()));
            }
        }
    }
}

package io.blackstart.crashkit.root;

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
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A disk that runs full while the log grows, on tmpfs - where a mapped page that cannot be had is a fault inside the JVM - and on
 * real file systems, which are mounted anew before the judgement. The log must refuse, keep what it acknowledged, leave the
 * process alive, be able to refuse or open while there is no room, and work again once there is.
 */
final class FullDiskFault implements RealFault {
    private static final String FILE_SYSTEM = "fs";
    private static final String ROOM = "roomBytes";
    private static final String TMPFS = "tmpfs";
    private static final int ROOM_BYTES_MIN = 1 << 20;
    private static final int ROOM_BYTES_MAX = 3 << 20;
    private static final int RECORD_COUNT = 20_000;
    private static final long MORE_ROOM_BYTES = 64L << 20;

    private final RootArea area;

    FullDiskFault(RootArea area) {
        this.area = area;
    }

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        List<String> kinds = Stream.concat(
                        Stream.of(TMPFS),
                        Stream.of(FileSystemKind.values())
                                .filter(kind -> kind.missing().isEmpty())
                                .map(FileSystemKind::word))
                .toList();
        var cases = new ArrayList<String>();
        for (int run = 0; run < (size == KitSize.FULL ? 10 : 1); run++) {
            for (String kind : kinds) {
                cases.add(FILE_SYSTEM + "=" + kind + "," + ROOM + "=" + random.nextInt(ROOM_BYTES_MIN, ROOM_BYTES_MAX));
            }
        }
        return cases;
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        bench.freshLog();
        int roomBytes = parameters.number(ROOM);
        if (parameters.text(FILE_SYSTEM).equals(TMPFS)) {
            return List.of(onTmpfs(bench, roomBytes));
        }
        try (Volume volume = Volume.create(area, FileSystemKind.of(parameters.text(FILE_SYSTEM)))) {
            Path filler = volume.mountPoint().resolve("filler");
            fill(filler, roomBytes);
            return List.of(runFull(bench, volume.log(), () -> {
                FileTrees.remove(filler);
                volume.unmount();
                volume.mount();
            }));
        }
    }

    private Judgement onTmpfs(CaseBench bench, int roomBytes) {
        Path point = area.newMountPoint(TMPFS);
        OutsideProgram.require(List.of("mount", "-t", TMPFS, "-o", "size=" + roomBytes, TMPFS, point.toString()));
        try {
            return runFull(
                    bench,
                    point.resolve("log"),
                    () -> OutsideProgram.require(
                            List.of("mount", "-o", "remount,size=" + MORE_ROOM_BYTES, point.toString())));
        } finally {
            OutsideProgram.run(List.of("umount", "--lazy", point.toString()));
        }
    }

    private static Judgement runFull(CaseBench bench, Path log, Runnable makeRoom) {
        try (WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(log);
            if (opened.is(Reply.Kind.OPENED)) {
                writer.append(WriterProcess.Load.of(bench.producerCount(), RECORD_COUNT, 16));
                opened = writer.await();
            }
            Reply closed = opened.is(Reply.Kind.APPENDED) ? writer.closeLog() : opened;
            if (!closed.is(Reply.Kind.CLOSED) && !closed.is(Reply.Kind.REFUSED)) {
                return Replies.judgement(closed, "while the disk was full");
            }
            writer.kill();
            Optional<Judgement> wrong = reopenFull(bench, log);
            makeRoom.run();
            return wrong.orElseGet(() -> bench.judged(log, writer.ledger(), Durability.PROCESS));
        }
    }

    /** While there is no room it may open or refuse, not fail in other ways. */
    private static Optional<Judgement> reopenFull(CaseBench bench, Path log) {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        try (WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(log);
            Reply closed = opened.is(Reply.Kind.OPENED) ? writer.closeLog() : opened;
            return closed.is(Reply.Kind.CLOSED) || closed.is(Reply.Kind.REFUSED)
                    ? Optional.empty()
                    : Optional.of(Replies.judgement(closed, "opening on a full disk"));
        }
    }

    /** Leaves about so much room, taken by real bytes. */
    private static void fill(Path filler, long roomBytes) {
        byte[] chunk = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            long remaining = Files.getFileStore(filler.getParent()).getUsableSpace() - roomBytes;
            for (; remaining > 0; remaining -= chunk.length) {
                out.write(chunk);
            }
        } catch (IOException fullAlready) {
            if (!Files.exists(filler)) {
                throw new UncheckedIOException(fullAlready);
            }
        }
        OutsideProgram.require(List.of("sync", "--file-system", filler.toString()));
    }
}

package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Ledger;
import io.blackstart.log.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lets a third of all writes, or reads, of a process transfer fewer bytes than asked for, with libfiu. The bytes that are
 * reported as transferred are. Reads are cut short only where the JDK's channels make them: the JVM takes a short read of its own
 * classes for damage.
 */
final class ShortTransferFault implements RealFault {
    private static final List<String> WRITES = List.of("write", "pwrite", "writev", "pwritev");
    /** Reads of a file channel, as functions of the JDK: before version 21, and since. */
    private static final List<String> CHANNEL_READS =
            List.of("Java_sun_nio_ch_FileDispatcherImpl_", "Java_sun_nio_ch_UnixFileDispatcherImpl_");

    private static final String SINCE_21 = "sun.nio.ch.UnixFileDispatcherImpl";
    private static final String RUN = "run";
    private static final int RECORD_COUNT = 400;

    private final String name;
    private final boolean reading;

    private ShortTransferFault(String name, boolean reading) {
        this.name = name;
        this.reading = reading;
    }

    static List<RealFault> all() {
        return List.of(new ShortTransferFault("short-write", false), new ShortTransferFault("short-read", true));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> missing() {
        return Stream.of("fiu-run", "fiu-ctrl")
                .filter(program -> OutsideProgram.find(program).isEmpty())
                .findFirst()
                .map(program -> "program " + program + " (package fiu-utils) is missing");
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return IntStream.range(0, size == KitSize.FULL ? 20 : 1)
                .mapToObj(run -> RUN + "=" + run)
                .toList();
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        Path log = bench.freshLog();
        return List.of(reading ? read(bench, log) : write(bench, log));
    }

    private static Judgement write(CaseBench bench, Path log) {
        var command = new ArrayList<>(List.of("fiu-run", "-x"));
        points(WRITES).forEach(point -> command.addAll(List.of("-c", point)));
        try (WriterProcess writer = bench.ready(
                bench.starter().under(OutsideProgram.resolved(command)).start())) {
            return appendAndJudge(bench, log, writer);
        }
    }

    private static Judgement appendAndJudge(CaseBench bench, Path log, WriterProcess writer) {
        Reply opened = writer.open(log);
        if (!opened.is(Reply.Kind.OPENED)) {
            return Replies.judgement(opened, "opening");
        }
        writer.append(WriterProcess.Load.of(bench.producerCount(), RECORD_COUNT, 16));
        Reply appended = writer.await();
        if (!appended.is(Reply.Kind.APPENDED) || !writer.failures().isEmpty()) {
            return Judgement.of(
                    CaseVerdict.DIED, "a short transfer was taken for an error: " + appended + writer.failures());
        }
        Reply closed = writer.closeLog();
        return closed.is(Reply.Kind.CLOSED)
                ? bench.judged(log, writer.ledger(), Durability.NONE)
                : Replies.judgement(closed, "closing");
    }

    private static Judgement read(CaseBench bench, Path log) {
        // Killed, so that recovery has a tail to look at.
        try (WriterProcess writer = bench.freshWriter()) {
            Reply opened = writer.open(log);
            if (!opened.is(Reply.Kind.OPENED)) {
                return Replies.judgement(opened, "opening");
            }
            writer.append(WriterProcess.Load.endless(1, 16));
            writer.awaitAcked(RECORD_COUNT);
            writer.kill();
            return readBack(bench, log, writer.ledger());
        }
    }

    private static Judgement readBack(CaseBench bench, Path log, Ledger ledger) {
        String control = bench.folder().resolve("fiu").toString();
        var command = OutsideProgram.resolved(List.of("fiu-run", "-x", "-f", control));
        try (WriterProcess reader = bench.ready(bench.starter().under(command).start())) {
            var enable = new ArrayList<>(List.of("fiu-ctrl", "-f", control));
            readPoints().forEach(point -> enable.addAll(List.of("-c", point)));
            enable.add(Long.toString(reader.pid()));
            OutsideProgram.require(enable);
            Reply opened = reader.open(log);
            if (!opened.is(Reply.Kind.OPENED)) {
                return Replies.judgement(opened, "opening with short reads");
            }
            Reply read = reader.ask("read");
            if (!read.is(Reply.Kind.READ)) {
                return Replies.judgement(read, "reading with short reads");
            }
            if (Long.parseLong(read.text()) < ledger.ackedCount()
                    && bench.subject().options().durability().covers(Durability.PROCESS)) {
                return Judgement.of(
                        CaseVerdict.LOST_ACKED,
                        "a short read was taken for the end: records=" + read.text() + ", acknowledged were "
                                + ledger.ackedCount());
            }
            Reply closed = reader.closeLog();
            return closed.is(Reply.Kind.CLOSED)
                    ? bench.judged(log, ledger, Durability.PROCESS)
                    : Replies.judgement(closed, "closing after short reads");
        }
    }

    /** Every read that one of these functions makes is cut short: each still transfers a byte at least. */
    private static List<String> readPoints() {
        String functions = CHANNEL_READS.get(hasClass(SINCE_21) ? 1 : 0);
        return List.of(stackPoint("pread", functions + "pread0"), stackPoint("read", functions + "read0"));
    }

    private static String stackPoint(String call, String function) {
        return "enable_stack_by_name name=posix/io/rw/" + call + "/reduce,func_name=" + function + ",pos_in_stack=-1";
    }

    private static boolean hasClass(String name) {
        try {
            return Class.forName(name, false, null) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static List<String> points(List<String> calls) {
        return calls.stream()
                .map(call -> "enable_random name=posix/io/rw/" + call + "/reduce,probability=0.33")
                .toList();
    }
}

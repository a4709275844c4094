package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.log.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Moves the wall clock of a process while it appends, with libfaketime: an hour back, a day forward, a year back. The monotonic
 * clock goes on as it is, as it does when a clock is set. Order and positions must not depend on the time of day.
 */
final class ClockFault implements RealFault {
    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib64/faketime/libfaketimeMT.so.1",
            "/usr/lib/faketime/libfaketimeMT.so.1",
            "/usr/local/lib/faketime/libfaketimeMT.so.1");
    private static final List<String> JUMPS = List.of("+0", "-1h", "+1d", "-1y", "+0", "+2d");
    private static final String RUN = "run";
    private static final int RECORDS_A_JUMP = 48;

    @Override
    public String name() {
        return "clock-jump";
    }

    @Override
    public Optional<String> missing() {
        return OutsideProgram.firstFile(LIBRARIES).isPresent()
                ? Optional.empty()
                : Optional.of("library libfaketime (package faketime) is missing");
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        return IntStream.range(0, size == KitSize.FULL ? 5 : 1)
                .mapToObj(run -> RUN + "=" + run)
                .toList();
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        var random = new SplittableRandom(bench.options().seed() + parameters.number(RUN));
        bench.freshLog();
        Path clock = bench.folder().resolve("clock.txt");
        setClock(clock, JUMPS.get(0));
        var faked = bench.starter()
                .with(Map.of(
                        "LD_PRELOAD",
                                OutsideProgram.firstFile(LIBRARIES)
                                        .orElseThrow()
                                        .toString(),
                        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                        "FAKETIME_NO_CACHE", "1",
                        "DONT_FAKE_MONOTONIC", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1"));
        try (WriterProcess writer = bench.ready(faked.start())) {
            Reply opened = writer.open(bench.log());
            if (!opened.is(Reply.Kind.OPENED)) {
                return List.of(Replies.judgement(opened, "opening"));
            }
            long first = 0;
            for (int jump = 0; jump < JUMPS.size(); jump++) {
                setClock(clock, JUMPS.get(jump == 0 ? 0 : random.nextInt(JUMPS.size())));
                writer.append(new WriterProcess.Load(List.of(0), List.of(first), RECORDS_A_JUMP, 4, false));
                Reply appended = writer.await();
                if (!appended.is(Reply.Kind.APPENDED) || !writer.failures().isEmpty()) {
                    return List.of(Judgement.of(
                            CaseVerdict.DIED, "after the clock was set: " + appended + " " + writer.failures()));
                }
                first += RECORDS_A_JUMP;
            }
            Reply closed = writer.closeLog();
            return List.of(
                    closed.is(Reply.Kind.CLOSED)
                            ? bench.judged(bench.log(), writer.ledger(), Durability.NONE)
                            : Replies.judgement(closed, "closing after the clock was set"));
        }
    }

    private static void setClock(Path clock, String offset) {
        try {
            Path next = clock.resolveSibling("clock.next");
            Files.writeString(next, offset + "\n");
            Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Ledger;
import io.blackstart.log.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Hits one system call of the log, in every place: kills the process as it enters the call, or makes the call fail, once or
 * from then on.
 *
 * <p>After an error the log may go on or refuse; what it acknowledged must be there when it is opened again. One thing shows in
 * the calls alone: a file that is forced again after a failed force, with acknowledgements going on, acknowledges what the
 * kernel has dropped.
 */
final class CallFault implements RealFault {
    /** The fault that kills at a call. */
    static final String KILL = "kill-at-call";

    /** The fault that lets a call find the disk full, once. */
    static final String DISK_FULL = "enospc-once";

    private static final String PHASE = "phase";
    private static final String CALL = "call";
    private static final String FILE = "file";
    private static final String ORDINAL = "n";
    private static final String UNTIL_UNHARMED = "until";
    /** Cases of one call in one phase at build size. */
    private static final int BUILD_SAMPLE = 2;

    private final String name;
    private final Strace.Injection injection;
    private final Scope scope;
    private final CallReference reference;
    private final TracedWriter traced;
    private final List<String> notes = new ArrayList<>();

    /** Which calls it hits. */
    private enum Scope {
        CHANGING,
        NEEDING_ROOM,
        MAPPING,
        READING
    }

    private CallFault(
            String name, Strace.Injection injection, Scope scope, CallReference reference, TracedWriter traced) {
        this.name = name;
        this.injection = injection;
        this.scope = scope;
        this.reference = reference;
        this.traced = traced;
    }

    /** All faults on calls. */
    static List<RealFault> all(Strace strace) {
        var traced = new TracedWriter(strace);
        var reference = new CallReference(traced);
        return List.of(
                new CallFault(KILL, Strace.Injection.KILL, Scope.CHANGING, reference, traced),
                error("eio-once", "EIO", false, Scope.CHANGING, reference, traced),
                error("eio-from", "EIO", true, Scope.CHANGING, reference, traced),
                error(DISK_FULL, "ENOSPC", false, Scope.NEEDING_ROOM, reference, traced),
                error("enospc-from", "ENOSPC", true, Scope.NEEDING_ROOM, reference, traced),
                error("enomem-map", "ENOMEM", false, Scope.MAPPING, reference, traced),
                error("eio-read-once", "EIO", false, Scope.READING, reference, traced),
                error("eio-read-from", "EIO", true, Scope.READING, reference, traced),
                new OutsideFault(reference));
    }

    private static CallFault error(
            String name, String errno, boolean persistent, Scope scope, CallReference reference, TracedWriter traced) {
        return new CallFault(name, Strace.Injection.error(errno, persistent), scope, reference, traced);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private boolean kills() {
        return injection.equals(Strace.Injection.KILL);
    }

    private boolean hits(FaultPoint point) {
        return switch (scope) {
            // mmap fails for want of address space or memory, never with an error of the device.
            case CHANGING -> kills() || !point.call().equals(Syscalls.MMAP);
            case NEEDING_ROOM -> point.needsRoom();
            case MAPPING -> point.call().equals(Syscalls.MMAP);
            case READING -> true;
        };
    }

    @Override
    public List<String> plan(CaseBench bench, KitSize size, SplittableRandom random) {
        var cases = new ArrayList<String>();
        List<CallPhase> phases = scope == Scope.READING
                ? List.of(CallPhase.REOPEN)
                : size == KitSize.SHORT ? List.of(CallPhase.APPEND) : reference.phases();
        int calls = 0;
        int unreached = 0;
        for (CallPhase phase : phases) {
            FaultPoints found = scope == Scope.READING ? reference.reading(bench) : reference.changing(phase, bench);
            calls += found.callCount();
            unreached += found.unreachedCount();
            List<FaultPoint> points = found.points().stream().filter(this::hits).toList();
            (size == KitSize.FULL ? points : sample(points, size == KitSize.BUILD ? BUILD_SAMPLE : 1, random))
                    .forEach(point -> cases.add(text(phase, point)));
            if (size == KitSize.FULL && !traced.isCut(phase)) {
                cases.addAll(beyond(phase, points));
            }
        }
        if (kills() && unreached > 0) {
            notes.add("calls not singled out: " + unreached + " of " + calls
                    + ", where another thread always makes the same call as often before");
        }
        return cases;
    }

    private static String text(CallPhase phase, FaultPoint point) {
        return PHASE + "=" + phase.word() + "," + CALL + "=" + point.call() + "," + FILE + "=" + point.file() + ","
                + ORDINAL + "=" + point.ordinal();
    }

    /** Of each call the first and seeded ones of the others. */
    private static List<FaultPoint> sample(List<FaultPoint> points, int count, SplittableRandom random) {
        Map<String, List<FaultPoint>> byCall = new LinkedHashMap<>();
        points.forEach(point ->
                byCall.computeIfAbsent(point.call(), call -> new ArrayList<>()).add(point));
        var chosen = new LinkedHashSet<FaultPoint>();
        for (List<FaultPoint> group : byCall.values()) {
            chosen.add(group.get(count == 1 ? random.nextInt(group.size()) : 0));
            for (int i = 1; i < count; i++) {
                chosen.add(group.get(random.nextInt(group.size())));
            }
        }
        return List.copyOf(chosen);
    }

    /** A run differs a little from the next: go on behind the last call there was until nothing is hit any more. */
    private static List<String> beyond(CallPhase phase, List<FaultPoint> points) {
        Map<String, FaultPoint> last = new LinkedHashMap<>();
        points.stream()
                .filter(point -> point.file().equals(FaultPoint.ALL))
                .forEach(point -> last.put(point.call(), point));
        return last.values().stream()
                .map(point -> text(
                                phase,
                                new FaultPoint(point.call(), FaultPoint.ALL, point.ordinal() + 1, point.needsRoom()))
                        + "," + UNTIL_UNHARMED + "=unharmed")
                .toList();
    }

    @Override
    public List<Judgement> run(CaseBench bench, CaseParameters parameters) {
        CallPhase phase = CallPhase.of(parameters.text(PHASE));
        var judgements = new ArrayList<Judgement>();
        int ordinal = parameters.number(ORDINAL);
        boolean more = true;
        while (more) {
            var point = new FaultPoint(parameters.text(CALL), parameters.text(FILE), ordinal++, false);
            Hit hit = hit(bench, phase, point);
            judgements.add(hit.judgement());
            more = parameters.values().containsKey(UNTIL_UNHARMED)
                    && hit.struck()
                    && !hit.judgement().verdict().failing();
        }
        return judgements;
    }

    private record Hit(boolean struck, Judgement judgement) {}

    private Hit hit(CaseBench bench, CallPhase phase, FaultPoint point) {
        FaultPoints known = scope == Scope.READING ? reference.reading(bench) : reference.changing(phase, bench);
        Ledger before = reference.prepare(phase, bench);
        List<String> options = Strace.inject(point, injection, bench.log(), known.files());
        WriterProcess writer = traced.start(bench, bench.trace(), options, kills());
        boolean reusable = false;
        try {
            CallScript.Outcome outcome = CallScript.of(bench.options().size())
                    .run(writer, phase, bench.log(), before, traced.tracer(bench.trace(), options));
            boolean killed = outcome.last().is(Reply.Kind.ENDED);
            List<SyscallEvent> events = SyscallTrace.read(bench.trace());
            Judgement wrong = wrong(outcome, killed, before, events);
            Reply closed = killed ? outcome.last() : writer.closeLog();
            reusable = closed.is(Reply.Kind.CLOSED);
            boolean struck = killed || events.stream().anyMatch(SyscallEvent::injected);
            if (!reusable) {
                writer.kill();
            }
            Judgement left = wrong == null ? bench.judged(bench.log(), writer.ledger(), Durability.PROCESS) : wrong;
            return new Hit(struck, left);
        } catch (StraceRefusedException e) {
            throw new IllegalStateException("strace was allowed to attach before", e);
        } finally {
            if (reusable) {
                traced.giveBack(bench, writer);
            } else {
                writer.close();
            }
        }
    }

    private @Nullable Judgement wrong(
            CallScript.Outcome outcome, boolean killed, Ledger before, List<SyscallEvent> events) {
        Reply last = outcome.last();
        if (killed && kills()) {
            return null;
        }
        if (!last.is(Reply.Kind.CLOSED) && !last.is(Reply.Kind.REFUSED)) {
            return Replies.judgement(last, "with " + injection.action());
        }
        if (outcome.readCount() >= 0 && outcome.readCount() < before.ackedCount()) {
            return Judgement.of(
                    CaseVerdict.LOST_ACKED,
                    "read took an error for the end: records=" + outcome.readCount() + ", acknowledged were "
                            + before.ackedCount());
        }
        List<SyscallEvent> appended = events.subList(0, Math.min(events.size(), outcome.eventCount(CallStep.APPEND)));
        Optional<Path> forced = outcome.failures().isEmpty() ? forcedAgain(appended) : Optional.empty();
        return forced.map(path -> Judgement.of(
                        CaseVerdict.LOST_ACKED,
                        "acknowledged after a second force of " + path.getFileName() + ", whose first force failed"))
                .orElse(null);
    }

    /** A file whose force failed and which was forced again with success, without having been made anew between. */
    static Optional<Path> forcedAgain(List<SyscallEvent> events) {
        var failed = new LinkedHashSet<Path>();
        for (SyscallEvent event : events) {
            Path file = event.paths().isEmpty()
                    ? Path.of(event.call())
                    : event.paths().get(0);
            if (event.creating()) {
                failed.remove(file);
            } else if (Syscalls.isForce(event.call()) && event.failed()) {
                failed.add(file);
            } else if (Syscalls.isForce(event.call()) && failed.contains(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}

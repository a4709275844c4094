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

/**
 * Hits one system call of the log, in every place: kills the process as it enters the call, or makes the call fail, once or
 * from then on.
 *
 * <p>After an error the log may go on or refuse; what it acknowledged must be there when it is opened again. One thing shows in
 * the calls alone: a file that is forced again after a failed force, with acknowledgements going on, acknowledges what the
 * kernel has dropped.
 */
final class CallFault implements RealFault {
    private static final String PHASE = "phase";
    private static final String CALL = "call";
    private static final String FILE = "file";
    private static final String ORDINAL = "n";
    private static final String UNTIL_UNHARMED = "until";
    /** Cases of one call in one phase at build size. */
    private static final int BUILD_SAMPLE = 3;

    private final String name;
    private final Strace.Injection injection;
    private final Scope scope;
    private final CallReference reference;
    private final Strace strace;
    private final List<String> notes = new ArrayList<>();

    /** Which calls it hits. */
    private enum Scope {
        CHANGING,
        NEEDING_ROOM,
        MAPPING,
        READING
    }

    private CallFault(String name, Strace.Injection injection, Scope scope, CallReference reference, Strace strace) {
        this.name = name;
        this.injection = injection;
        this.scope = scope;
        this.reference = reference;
        this.strace = strace;
    }

    /** All faults on calls. */
    static List<RealFault> all(Strace strace) {
        var reference = new CallReference(strace);
        return List.of(
                new CallFault("kill-at-call", Strace.Injection.KILL, Scope.CHANGING, reference, strace),
                error("eio-once", "EIO", false, Scope.CHANGING, reference, strace),
                error("eio-from", "EIO", true, Scope.CHANGING, reference, strace),
                error("enospc-once", "ENOSPC", false, Scope.NEEDING_ROOM, reference, strace),
                error("enospc-from", "ENOSPC", true, Scope.NEEDING_ROOM, reference, strace),
                error("enomem-map", "ENOMEM", false, Scope.MAPPING, reference, strace),
                error("eio-read-once", "EIO", false, Scope.READING, reference, strace),
                error("eio-read-from", "EIO", true, Scope.READING, reference, strace),
                new OutsideFault(reference));
    }

    private static CallFault error(
            String name, String errno, boolean persistent, Scope scope, CallReference reference, Strace strace) {
        return new CallFault(name, Strace.Injection.error(errno, persistent), scope, reference, strace);
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
        return injection == Strace.Injection.KILL;
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
        List<CallPhase> phases = scope == Scope.READING ? List.of(CallPhase.REOPEN) : List.of(CallPhase.values());
        int calls = 0;
        int unreached = 0;
        for (CallPhase phase : phases) {
            FaultPoints found = scope == Scope.READING ? reference.reading(bench) : reference.changing(phase, bench);
            calls += found.callCount();
            unreached += found.unreachedCount();
            List<FaultPoint> points = found.points().stream().filter(this::hits).toList();
            (size == KitSize.FULL ? points : sample(points, random)).forEach(point -> cases.add(text(phase, point)));
            if (size == KitSize.FULL) {
                cases.addAll(beyond(phase, points));
            }
        }
        if (kills() && unreached > 0) {
            notes.add("calls not singled out: " + unreached + " of " + calls
                    + ", since another thread always makes the same call as often before");
        }
        return cases;
    }

    private static String text(CallPhase phase, FaultPoint point) {
        return PHASE + "=" + phase.word() + "," + CALL + "=" + point.call() + "," + FILE + "=" + point.file() + ","
                + ORDINAL + "=" + point.ordinal();
    }

    /** Of each call the first, the last and seeded ones in between. */
    private static List<FaultPoint> sample(List<FaultPoint> points, SplittableRandom random) {
        Map<String, List<FaultPoint>> byCall = new LinkedHashMap<>();
        points.forEach(point ->
                byCall.computeIfAbsent(point.call(), call -> new ArrayList<>()).add(point));
        var chosen = new LinkedHashSet<FaultPoint>();
        for (List<FaultPoint> group : byCall.values()) {
            chosen.add(group.get(0));
            chosen.add(group.get(group.size() - 1));
            for (int i = 2; i < BUILD_SAMPLE; i++) {
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
        WriterProcess writer = kills() ? bench.freshWriter() : bench.sharedWriter();
        boolean reusable = false;
        try {
            CallScript.Outcome outcome = CallScript.of(bench.options().size())
                    .run(
                            writer,
                            phase,
                            bench.log(),
                            before,
                            child -> strace.attach(child.pid(), bench.trace(), options));
            boolean killed = outcome.last().is(Reply.Kind.ENDED);
            Judgement wrong = wrong(outcome, killed);
            Reply closed = killed ? outcome.last() : writer.closeLog();
            reusable = closed.is(Reply.Kind.CLOSED);
            List<SyscallEvent> events = SyscallTrace.read(bench.trace());
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
                bench.keep(writer);
            } else {
                writer.close();
            }
        }
    }

    private @org.jspecify.annotations.Nullable Judgement wrong(CallScript.Outcome outcome, boolean killed) {
        Reply last = outcome.last();
        if (killed && kills()) {
            return null;
        }
        if (!last.is(Reply.Kind.CLOSED) && !last.is(Reply.Kind.REFUSED)) {
            return Replies.judgement(last, "with " + injection.action());
        }
        Optional<Path> forced = outcome.failures().isEmpty() ? forcedAgain(outcome.appendedEvents()) : Optional.empty();
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

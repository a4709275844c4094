package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Refusal;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.Durability;
import io.blackstart.log.ThreadRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one case after another is run: a folder with the log in it and a neighbour beside it that nobody may touch, a writer
 * that is kept while it survives, one that is already warm for when it does not, and a checker. For one thread.
 */
public final class CaseBench implements AutoCloseable {
    /** Longest record in bytes, unless the log takes only shorter ones. */
    private static final int LENGTH_MAX = 4_096;

    private static final int PRODUCER_COUNT = 4;
    private static final String LOG = "log";
    private static final String COPY = "copy";
    private static final String NEIGHBOUR = "neighbour";
    private static final String KEEP = "keep.txt";
    private static final String KEPT = "not the log's own\n";

    private final Subject subject;
    private final KitOptions options;
    private final Path folder;
    private final WriterProcess.Starter starter;
    private final CheckerProcess checker;
    private final Set<Long> states;
    private @Nullable WriterProcess shared;
    private @Nullable WriterProcess spare;

    /**
     * Sets up a bench.
     *
     * @param subject the log
     * @param options of the run
     * @param folder its own; made when missing
     * @param states gathers the fingerprints of what recovery was run on
     */
    public CaseBench(Subject subject, KitOptions options, Path folder, Set<Long> states) {
        this.subject = subject;
        this.options = options;
        this.states = states;
        try {
            Files.createDirectories(folder.resolve("scratch"));
            // strace compares paths letter by letter with what the kernel reports.
            this.folder = folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var jvm = ChildJvm.in(this.folder.resolve("scratch"));
        this.starter =
                new WriterProcess.Starter(jvm, records(), options.limits().caseTimeoutNanos());
        this.checker = new CheckerProcess(jvm, records(), options.limits());
    }

    /** A set for {@code states}. */
    public static Set<Long> newStates() {
        return ConcurrentHashMap.newKeySet();
    }

    /** What is appended. */
    public WriterProcess.Records records() {
        return new WriterProcess.Records(
                subject, options.seed(), Math.min(LENGTH_MAX, subject.options().maxRecordLength()));
    }

    /** The log under test. */
    public Subject subject() {
        return subject;
    }

    /** How the run is made. */
    public KitOptions options() {
        return options;
    }

    /** Where it all happens. */
    public Path folder() {
        return folder;
    }

    /** Where the children's own files go. */
    public ChildJvm jvm() {
        return ChildJvm.in(folder.resolve("scratch"));
    }

    /** How writers are started. */
    public WriterProcess.Starter starter() {
        return starter;
    }

    /** Producers for a load with as many as the log takes. */
    public int producerCount() {
        return subject.design().threadRule() == ThreadRule.MANY_WRITERS ? PRODUCER_COUNT : 1;
    }

    /** Clears the folder for the next case and answers the log's directory, which does not exist. */
    public Path freshLog() {
        Path caseFolder = caseFolder();
        FileTrees.remove(caseFolder);
        try {
            Files.createDirectories(caseFolder.resolve(NEIGHBOUR));
            Files.writeString(caseFolder.resolve(NEIGHBOUR).resolve(KEEP), KEPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log();
    }

    /** What a case leaves: the log, a copy of it, traces. */
    public Path caseFolder() {
        return folder.resolve("case");
    }

    /** The log's directory. */
    public Path log() {
        return caseFolder().resolve(LOG);
    }

    /** Where a copy of the log goes. */
    public Path copy() {
        return caseFolder().resolve(COPY);
    }

    /** Where the trace of a case goes. */
    Path trace() {
        return folder.resolve("trace.txt");
    }

    /** A writer of its own for the case, ready; the caller closes it. */
    public WriterProcess freshWriter() {
        WriterProcess writer = spare == null ? starter.start() : spare;
        // The next one starts while this one works.
        spare = starter.start();
        return ready(writer);
    }

    /** A writer that earlier cases have used; given back by {@link #keep} or closed by the caller. */
    public WriterProcess sharedWriter() {
        WriterProcess writer = shared;
        shared = null;
        return writer == null ? freshWriter() : writer;
    }

    /** Gives back a writer whose log is closed. */
    public void keep(WriterProcess writer) {
        if (shared == null) {
            shared = writer;
        } else {
            writer.close();
        }
    }

    /** Waits until a writer is up. */
    public WriterProcess ready(WriterProcess writer) {
        Reply reply = writer.awaitReady();
        if (!reply.is(Reply.Kind.READY)) {
            writer.close();
            throw new IllegalStateException("a writer did not start: " + reply + ", see "
                    + folder.resolve("scratch").resolve(ChildJvm.STANDARD_ERROR));
        }
        return writer;
    }

    /**
     * Reopens and judges what a fault left.
     *
     * @param directory the log's
     * @param ledger what was sent and acknowledged
     * @param survives the class that promises to keep what was acknowledged through this fault; a log opened with less may
     *     have lost it, and may refuse
     */
    public CheckerProcess.Finding judge(Path directory, Ledger ledger, Durability survives) {
        return promises(survives)
                ? judgeAsIs(directory, ledger, Refusal.FORBIDDEN)
                : judgeAsIs(directory, LedgerText.withoutAcknowledgements(ledger), Refusal.ALLOWED);
    }

    /** Reopens and judges what a fault left, by this ledger and no other. */
    public CheckerProcess.Finding judgeAsIs(Path directory, Ledger ledger, Refusal refusal) {
        states.add(DirectoryFingerprint.of(directory));
        CheckerProcess.Finding finding = checker.judge(directory, ledger, refusal);
        Optional<String> touched = touchedOutside();
        return touched.isPresent() && !finding.judgement().verdict().failing()
                ? CheckerProcess.Finding.of(CaseVerdict.OUTSIDE, touched.get())
                : finding;
    }

    /** Whether the log, as it is opened, promises at least this class. */
    public boolean promises(Durability durability) {
        return subject.options().durability().covers(durability);
    }

    /** The same, the judgement alone. */
    public Judgement judged(Path directory, Ledger ledger, Durability survives) {
        return judge(directory, ledger, survives).judgement();
    }

    /** What lies beside the log that should not, or no longer lies there. */
    public Optional<String> touchedOutside() {
        Path neighbour = caseFolder().resolve(NEIGHBOUR);
        try (Stream<Path> beside = Files.list(caseFolder());
                Stream<Path> inside = Files.list(neighbour)) {
            var found =
                    beside.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            found.removeAll(List.of(LOG, COPY, NEIGHBOUR));
            if (!found.isEmpty()) {
                return Optional.of("made beside its directory: " + found);
            }
            boolean untouched =
                    inside.map(path -> path.getFileName().toString()).toList().equals(List.of(KEEP))
                            && Files.readString(neighbour.resolve(KEEP)).equals(KEPT);
            return untouched ? Optional.empty() : Optional.of("changed the directory beside its own");
        } catch (IOException e) {
            return Optional.of("changed what lies beside its directory: " + e.getMessage());
        }
    }

    /** The checker, for a case that judges in its own way. */
    CheckerProcess checker() {
        return checker;
    }

    @Override
    public void close() {
        checker.close();
        if (shared != null) {
            shared.close();
        }
        if (spare != null) {
            spare.close();
        }
    }
}

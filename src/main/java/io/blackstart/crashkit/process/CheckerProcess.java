package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitLimits;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Judges in a child, which serves case after case and is replaced when one was too much for it: a log that hangs ends in
 * {@link CaseVerdict#HANG}, one that takes all memory in {@link CaseVerdict#UNBOUNDED}, one that takes the JVM with it in
 * {@link CaseVerdict#DIED}. For one thread.
 */
public final class CheckerProcess implements AutoCloseable {
    private final ChildJvm jvm;
    private final WriterProcess.Records records;
    private final KitLimits limits;
    private @Nullable ChildConnection child;

    /**
     * Prepares; the child starts with the first case.
     *
     * @param jvm how it is started
     * @param records what the log holds
     * @param limits what one case may take
     */
    public CheckerProcess(ChildJvm jvm, WriterProcess.Records records, KitLimits limits) {
        this.jvm = jvm;
        this.records = records;
        this.limits = limits;
    }

    /**
     * What was found.
     *
     * @param judgement the judgement
     * @param ends how far each stream of the ledger came back; empty when the log was not read to its end
     */
    public record Finding(Judgement judgement, List<Long> ends) {
        static Finding of(CaseVerdict verdict, String detail) {
            return new Finding(Judgement.of(verdict, detail), List.of());
        }
    }

    /** Opens the log in {@code directory}, compares it with the ledger, appends, closes, opens again. */
    public Finding judge(Path directory, Ledger ledger, Refusal refusal) {
        ChildConnection connection = child == null ? start() : child;
        child = connection;
        connection.send("judge " + refusal + " " + LedgerText.format(ledger) + " " + directory);
        Reply reply = connection.await(limits.caseTimeoutNanos());
        if (reply.is(Reply.Kind.JUDGED)) {
            return parse(reply.text());
        }
        connection.close();
        child = null;
        return switch (reply.kind()) {
            case LATE -> Finding.of(CaseVerdict.HANG, "recovery: " + reply.text());
            case ENDED -> ended(reply.text());
            default -> throw new IllegalStateException("a checker answered " + reply);
        };
    }

    private static Finding ended(String exitCode) {
        return exitCode.equals(Integer.toString(ChildJvm.EXIT_OUT_OF_MEMORY))
                ? Finding.of(CaseVerdict.UNBOUNDED, "recovery took all memory of its JVM")
                : Finding.of(CaseVerdict.DIED, "recovery ended its JVM, exit code " + exitCode);
    }

    private static Finding parse(String text) {
        String[] words = text.split(" ", 4);
        List<Long> ends = words[2].equals(CheckerMain.NO_ENDS)
                ? List.of()
                : Arrays.stream(words[2].split(",", -1)).map(Long::valueOf).toList();
        return new Finding(
                new Judgement(
                        CaseVerdict.valueOf(words[0]), words.length > 3 ? words[3] : "", Long.parseLong(words[1])),
                ends);
    }

    private ChildConnection start() {
        var arguments = new ArrayList<>(records.arguments());
        arguments.add("caseTimeoutNanos=" + limits.caseTimeoutNanos());
        arguments.add("allocationBytesMax=" + limits.allocationBytesMax());
        var connection = new ChildConnection(
                jvm.start(List.of(), Map.of(), CheckerMain.class, arguments), line -> false, () -> {});
        Reply ready = connection.await(TimeUnit.SECONDS.toNanos(60));
        if (!ready.is(Reply.Kind.READY)) {
            connection.close();
            throw new IllegalStateException("the checker did not start: " + ready + ", see "
                    + jvm.scratch().resolve(ChildJvm.STANDARD_ERROR));
        }
        return connection;
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
    }
}

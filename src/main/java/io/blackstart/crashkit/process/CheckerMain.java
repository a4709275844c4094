package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseGuard;
import io.blackstart.crashkit.CaseObserver;
import io.blackstart.crashkit.Judge;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitLimits;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Oracle;
import io.blackstart.crashkit.Refusal;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.LogFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The child that reopens what a fault left and judges it. Time is kept by the parent, memory by this JVM's own limits and by
 * counting what a case allocates. Ends when standard input does.
 *
 * <pre>
 * judge REFUSAL LEDGER DIRECTORY -> judged VERDICT COUNT END,END.. detail
 * </pre>
 *
 * The ends say how far each stream came back; {@code -} when the log was not read.
 */
public final class CheckerMain {
    /** Stands for the ends when there are none. */
    static final String NO_ENDS = "-";

    private final Judge judge;
    private final KitLimits limits;
    private final ReportLines report = new ReportLines();

    private CheckerMain(Map<String, String> arguments) {
        Subject subject = SubjectArguments.decode(arguments);
        var oracle = new Oracle(
                Long.parseLong(SubjectArguments.required(arguments, "seed")),
                Integer.parseInt(SubjectArguments.required(arguments, "lengthMax")));
        judge = new Judge(subject, oracle);
        limits = new KitLimits(
                Long.parseLong(SubjectArguments.required(arguments, "caseTimeoutNanos")),
                Long.parseLong(SubjectArguments.required(arguments, "allocationBytesMax")),
                1);
    }

    /**
     * Serves until standard input ends.
     *
     * @param arguments {@code key=value}: those of the subject, {@code seed}, {@code lengthMax}, {@code caseTimeoutNanos},
     *     {@code allocationBytesMax}
     * @throws IOException when standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        new CheckerMain(SubjectArguments.parse(arguments)).serve();
        Runtime.getRuntime().halt(0);
    }

    private void serve() throws IOException {
        report.send(Reply.Kind.READY.word() + " " + ProcessHandle.current().pid());
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 4);
            report.send(judge(Refusal.valueOf(words[1]), LedgerText.parse(words[2]), Path.of(words[3])));
        }
    }

    private String judge(Refusal refusal, Ledger ledger, Path directory) {
        var ends = new Ends();
        Judgement judgement = CaseGuard.metered(
                () -> judge.judge(
                        () -> LogFiles.system(directory),
                        ledger,
                        refusal,
                        () -> DirectoryFingerprint.of(directory),
                        ends),
                limits);
        return Reply.Kind.JUDGED.word() + " " + judgement.verdict() + " " + judgement.recoveredCount() + " " + ends.text
                + " " + judgement.detail();
    }

    private static final class Ends implements CaseObserver {
        private String text = NO_ENDS;

        @Override
        public void onRecovered(Ledger truth) {
            var joiner = new StringJoiner(",");
            for (int stream = 0; stream < truth.streamCount() - 1; stream++) {
                joiner.add(Long.toString(truth.sentEnd(stream)));
            }
            text = joiner.toString();
        }

        @Override
        public void onSending(int stream, long index) {}

        @Override
        public void onAcked(int stream, long index) {}
    }
}

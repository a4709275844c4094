package io.blackstart.crashkit.process;

import io.blackstart.crashkit.Oracle;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.LogFiles;
import io.blackstart.log.MessageLog;
import io.blackstart.log.ThreadRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The child that appends. Obeys one command a line on standard input and answers on standard output; ends when standard input
 * does, since then its parent is gone.
 *
 * <pre>
 * open DIRECTORY                       -> opened | refused CODE: why | thrown what
 * again DIRECTORY                         opens a second instance in this JVM; the same answers
 * append COUNT IN_FLIGHT STREAM:FIRST,STREAM:FIRST..
 *                                      -> (SENT stream end | ACKED stream end | FAILED stream why)* appended
 *                                         one producer a stream; with "interrupted" behind it, each interrupts itself
 *                                         before each call
 * read                                 -> read COUNT | refused | thrown   all records, from the first
 * stop                                    producers end after their batch
 * ping                                 -> pong
 * memory                               -> memory BYTES   heap and direct, in use
 * close                                -> closed | refused | thrown
 * exit
 * </pre>
 */
public final class WriterMain {
    /** Begins a line: stream, and the index below which records are handed over or about to be. */
    static final String SENT = "s";
    /** Begins a line: stream, and the index below which its records are acknowledged. */
    static final String ACKED = "a";
    /** Begins a line: stream, and why it ended. */
    static final String FAILED = "f";
    /** Last word of an append whose producers interrupt themselves. */
    static final String INTERRUPTED = "interrupted";

    private final Subject subject;
    private final Oracle oracle;
    private final ReportLines report = new ReportLines();
    private @Nullable MessageLog log;
    private StopFlag stop = new StopFlag();
    private final List<Thread> producers = new ArrayList<>();

    private WriterMain(Map<String, String> arguments) {
        subject = SubjectArguments.decode(arguments);
        oracle = new Oracle(
                Long.parseLong(SubjectArguments.required(arguments, "seed")),
                Integer.parseInt(SubjectArguments.required(arguments, "lengthMax")));
    }

    /**
     * Serves until standard input ends.
     *
     * @param arguments {@code key=value}: those of the subject, {@code seed}, {@code lengthMax}
     * @throws IOException when standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        new WriterMain(SubjectArguments.parse(arguments)).serve();
        // Not exit: a log that is still open must not be closed by a hook.
        Runtime.getRuntime().halt(0);
    }

    private void serve() throws IOException {
        report.send(Reply.Kind.READY.word() + " " + ProcessHandle.current().pid());
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null && !line.equals("exit"); line = commands.readLine()) {
            String command = line;
            String answer = answering(() -> obey(command));
            if (!answer.isEmpty()) {
                report.send(answer);
            }
        }
    }

    private String obey(String line) throws InterruptedException {
        String[] words = line.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "open" -> {
                log = subject.open(LogFiles.system(Path.of(rest)));
                yield Reply.Kind.OPENED.word() + " " + log.openReport();
            }
            case "again" -> {
                subject.open(LogFiles.system(Path.of(rest)));
                yield Reply.Kind.OPENED.word();
            }
            case "append" -> append(rest.split(" ", -1));
            case "stop" -> {
                stop.set();
                yield "";
            }
            case "read" -> Reply.Kind.READ.word() + " " + recordCount();
            case "ping" -> Reply.Kind.PONG.word();
            case "memory" -> Reply.Kind.MEMORY.word() + " " + memoryBytes();
            case "close" -> close();
            default -> throw new IllegalArgumentException("command=" + line + " is unknown");
        };
    }

    private String append(String[] words) {
        MessageLog open = Objects.requireNonNull(log, "not open");
        String[] streams = words[2].split(",", -1);
        if (subject.design().threadRule() == ThreadRule.SINGLE_WRITER && streams.length > 1) {
            throw new IllegalArgumentException("streams=" + streams.length + " for a log with a single writer");
        }
        boolean interrupted = words.length > 3 && words[3].equals(INTERRUPTED);
        stop = new StopFlag();
        var running = new ArrayList<Thread>();
        for (String stream : streams) {
            String[] start = stream.split(":", -1);
            var plan = new Producer.Plan(
                    Integer.parseInt(start[0]),
                    Long.parseLong(start[1]),
                    Long.parseLong(words[0]),
                    Integer.parseInt(words[1]),
                    interrupted);
            var producer = new Producer(open, oracle, plan, report, stop);
            var thread = new Thread(() -> tellWhatIsThrown(producer), "producer-" + start[0]);
            thread.setDaemon(true);
            running.add(thread);
        }
        running.forEach(Thread::start);
        var watcher = new Thread(() -> reportEnd(running), "producers-end");
        watcher.setDaemon(true);
        watcher.start();
        producers.addAll(running);
        producers.add(watcher);
        return "";
    }

    private void tellWhatIsThrown(Callable<Void> producer) {
        String thrown = answering(() -> {
            producer.call();
            return "";
        });
        if (!thrown.isEmpty()) {
            report.send(thrown);
        }
    }

    private void reportEnd(List<Thread> running) {
        try {
            for (Thread thread : running) {
                thread.join();
            }
            report.send(Reply.Kind.APPENDED.word());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private String close() throws InterruptedException {
        stop.set();
        for (Thread thread : producers) {
            thread.join();
        }
        producers.clear();
        if (log != null) {
            MessageLog closing = log;
            log = null;
            closing.close();
        }
        return Reply.Kind.CLOSED.word();
    }

    private long recordCount() {
        long[] count = {0};
        Objects.requireNonNull(log, "not open").read(0, (position, buffer, offset, length) -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    private static long memoryBytes() {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return heap + direct;
    }

    /** Runs the body on this thread; whatever it throws becomes the answer. */
    private static String answering(Callable<String> body) {
        var task = new FutureTask<>(body);
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            return ReportLines.describe(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            throw new IllegalStateException("a task that is done does not wait", e);
        }
    }
}

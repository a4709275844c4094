package io.blackstart.crashkit.process;

import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A child that appends, seen from the parent, which keeps the {@link Ledger}. For one asking thread; what the child reports
 * arrives on another.
 */
public final class WriterProcess implements AutoCloseable {
    private final ChildConnection connection;
    private final long timeoutNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<String> failures = new ArrayList<>();
    private Ledger ledger = new Ledger(1);
    private boolean ended;
    private volatile @Nullable Process tracer;
    private volatile long jvmPid;

    private WriterProcess(Process process, long timeoutNanos) {
        this.timeoutNanos = timeoutNanos;
        this.connection = new ChildConnection(process, this::report, this::noteEnd);
    }

    /** How a writer is started. */
    public static final class Starter {
        private final ChildJvm jvm;
        private final Records records;
        private final long timeoutNanos;
        private final List<String> before;
        private final Map<String, String> environment;

        /**
         * A plain start.
         *
         * @param jvm how its JVM is started
         * @param records what it appends
         * @param timeoutNanos time an answer may take
         */
        public Starter(ChildJvm jvm, Records records, long timeoutNanos) {
            this(jvm, records, timeoutNanos, List.of(), Map.of());
        }

        private Starter(
                ChildJvm jvm,
                Records records,
                long timeoutNanos,
                List<String> before,
                Map<String, String> environment) {
            this.jvm = jvm;
            this.records = records;
            this.timeoutNanos = timeoutNanos;
            this.before = before;
            this.environment = environment;
        }

        /** The same under another command, such as a tracer. */
        public Starter under(List<String> command) {
            return new Starter(jvm, records, timeoutNanos, List.copyOf(command), environment);
        }

        /** The same with these added to its environment. */
        public Starter with(Map<String, String> variables) {
            return new Starter(jvm, records, timeoutNanos, before, Map.copyOf(variables));
        }

        /** Starts the child without waiting for it; {@link WriterProcess#awaitReady} does. */
        public WriterProcess start() {
            return new WriterProcess(
                    jvm.start(before, environment, WriterMain.class, records.arguments()), timeoutNanos);
        }
    }

    /**
     * What is appended and where.
     *
     * @param subject the log
     * @param seed of the records
     * @param lengthMax longest record in bytes
     */
    public record Records(Subject subject, long seed, int lengthMax) {
        List<String> arguments() {
            var arguments = new ArrayList<>(SubjectArguments.encode(subject));
            arguments.add("seed=" + seed);
            arguments.add("lengthMax=" + lengthMax);
            return arguments;
        }
    }

    /**
     * How an {@link #append} goes.
     *
     * @param streams numbers of the streams, one producer each
     * @param first index of each stream's next record
     * @param countPerStream records of each stream
     * @param inFlight records a producer hands over before it waits for the last of them to be durable
     * @param interrupted whether each producer interrupts itself before each call
     */
    public record Load(
            List<Integer> streams, List<Long> first, long countPerStream, int inFlight, boolean interrupted) {
        /** Checks that the lists fit. */
        public Load {
            if (streams.size() != first.size()) {
                throw new IllegalArgumentException("streams=" + streams + " first=" + first + " must have one length");
            }
            streams = List.copyOf(streams);
            first = List.copyOf(first);
        }

        /** So many streams, each from its beginning. */
        public static Load of(int streamCount, long countPerStream, int inFlight) {
            return new Load(
                    IntStream.range(0, streamCount).boxed().toList(),
                    Collections.nCopies(streamCount, 0L),
                    countPerStream,
                    inFlight,
                    false);
        }

        /** As many records as there is time for. */
        public static Load endless(int streamCount, int inFlight) {
            return of(streamCount, Long.MAX_VALUE >> 1, inFlight);
        }

        /** The same with producers that interrupt themselves. */
        public Load withInterrupts() {
            return new Load(streams, first, countPerStream, inFlight, true);
        }

        private String words() {
            return countPerStream + " " + inFlight + " "
                    + IntStream.range(0, streams.size())
                            .mapToObj(i -> streams.get(i) + ":" + first.get(i))
                            .collect(Collectors.joining(","))
                    + (interrupted ? " " + WriterMain.INTERRUPTED : "");
        }
    }

    private boolean report(String line) {
        String[] words = line.split(" ", 3);
        lock.lock();
        try {
            switch (words[0]) {
                case WriterMain.SENT -> sent(Integer.parseInt(words[1]), Long.parseLong(words[2]));
                case WriterMain.ACKED -> ledger.acked(Integer.parseInt(words[1]), Long.parseLong(words[2]) - 1);
                case WriterMain.FAILED -> failures.add(words[2]);
                default -> {
                    return false;
                }
            }
            return true;
        } finally {
            news.signalAll();
            lock.unlock();
        }
    }

    private void noteEnd() {
        Process current = tracer;
        if (current != null) {
            current.destroyForcibly();
        }
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sent(int stream, long end) {
        for (long index = ledger.sentEnd(stream); index < end; index++) {
            ledger.sent(stream, index);
        }
    }

    /** Process id of its JVM, once it is {@linkplain #awaitReady ready}. */
    public long pid() {
        return jvmPid;
    }

    /** Waits until the child is up. */
    public Reply awaitReady() {
        Reply reply = await();
        if (reply.is(Reply.Kind.READY)) {
            jvmPid = Long.parseLong(reply.text());
        }
        return reply;
    }

    /** Names the tracer that is attached: it is killed when the child ends, since a dead child is held by its tracer. */
    void tracedBy(Process process) {
        tracer = process;
    }

    /** Opens the log. A new ledger begins, which the caller may replace with {@link #continueFrom}. */
    public Reply open(Path directory) {
        continueFrom(new Ledger(1));
        return ask("open " + directory);
    }

    /** Goes on from a ledger that an earlier child began; taken over, not copied. */
    public void continueFrom(Ledger earlier) {
        lock.lock();
        try {
            ledger = earlier;
            failures.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Begins to append and does not wait; {@link #await} tells the end. A stream beyond the ledger's begins there. */
    public void append(Load load) {
        lock.lock();
        try {
            for (int i = 0; i < load.streams().size(); i++) {
                if (load.streams().get(i) == ledger.streamCount()) {
                    ledger = ledger.copyWithStream(load.first().get(i));
                }
            }
        } finally {
            lock.unlock();
        }
        connection.send("append " + load.words());
    }

    /** Tells the producers to end after their batch. */
    public void stop() {
        connection.send("stop");
    }

    /** Closes the log. */
    public Reply closeLog() {
        return ask("close");
    }

    /** Sends a command and waits for its answer. */
    public Reply ask(String command) {
        connection.send(command);
        return await();
    }

    /** The next answer. */
    public Reply await() {
        return connection.await(timeoutNanos);
    }

    /**
     * Waits until so many records are acknowledged.
     *
     * @return false when the child ended, failed or was too slow before
     */
    public boolean awaitAcked(long count) {
        long remaining = timeoutNanos;
        lock.lock();
        try {
            while (ledger.ackedCount() < count && failures.isEmpty() && !ended && remaining > 0) {
                remaining = news.awaitNanos(remaining);
            }
            return ledger.ackedCount() >= count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while acknowledgements were awaited", e);
        } finally {
            lock.unlock();
        }
    }

    /** What is known as of now, an independent copy. */
    public Ledger ledger() {
        lock.lock();
        try {
            return ledger.copy();
        } finally {
            lock.unlock();
        }
    }

    /** Why producers ended early, in the order reported. */
    public List<String> failures() {
        lock.lock();
        try {
            return List.copyOf(failures);
        } finally {
            lock.unlock();
        }
    }

    /** {@code kill -9}; returns when the child is gone and all it had reported is in the ledger. */
    public void kill() {
        // Under a tracer that started it, the child process is the tracer.
        ProcessHandle.of(jvmPid).filter(jvm -> jvmPid > 0).ifPresent(ProcessHandle::destroyForcibly);
        connection.kill();
    }

    @Override
    public void close() {
        connection.close();
    }
}

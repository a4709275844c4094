package io.blackstart.crashkit.recorded;

import io.blackstart.BlackstartException;
import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judge;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Oracle;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.Durability;
import io.blackstart.log.MessageLog;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Plays a {@link Scenario} on a log in memory and keeps the ledger, marking in the trace what was sent and acknowledged and
 * when. An acknowledgement is what {@code awaitDurable} returned for, what lies below {@code durablePosition}, and what
 * {@code close} returned for. For one thread, but for {@link #look}.
 */
final class Driver {
    private static final long LOOK_TIMEOUT_MILLIS = 100;

    private final Subject subject;
    private final Oracle oracle;
    private final MemoryDirectory directory;
    private final boolean faultsExpected;
    private final SentRecords sent;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable MessageLog log;
    private volatile boolean lookingFromOutside = true;
    private boolean failed;

    /**
     * Creates a driver on the calling thread and has it look before every operation on the files.
     *
     * @param firstStream number of the stream that records come from; those below stay empty
     * @param faultsExpected whether a {@link BlackstartException} is the answer to a fault, rather than a fault of the log
     */
    Driver(Subject subject, Oracle oracle, MemoryDirectory directory, int firstStream, boolean faultsExpected) {
        this.subject = subject;
        this.oracle = oracle;
        this.directory = directory;
        this.faultsExpected = faultsExpected;
        sent = new SentRecords(directory, firstStream, subject.options().durability() != Durability.NONE);
        directory.hook(this::look);
    }

    /** What was sent and acknowledged so far. */
    Ledger ledger() {
        return sent.ledger();
    }

    /** Plays the scenario up to the point where the log would be closed. The log stays open. */
    Judgement play(Scenario scenario) {
        return play(scenario, step -> {});
    }

    /** The same, calling {@code between} before each step with its ordinal. */
    Judgement play(Scenario scenario, IntConsumer between) {
        return guarded(() -> {
            open();
            String broken = "";
            int ordinal = 0;
            for (Scenario.Step step : scenario.steps()) {
                between.accept(ordinal++);
                broken = step(step);
                if (!broken.isEmpty()) {
                    return Judgement.of(CaseVerdict.DIED, broken);
                }
            }
            broken = faultsExpected || scenario.manyWriters() ? "" : readLive();
            return new Judgement(broken.isEmpty() ? CaseVerdict.OK : CaseVerdict.DIED, broken, ledger().ackedCount());
        });
    }

    /** Closes the log, if it is open; what was appended is then acknowledged. */
    Judgement close() {
        return guarded(() -> {
            closeLog();
            return new Judgement(CaseVerdict.OK, "", ledger().ackedCount());
        });
    }

    private void closeLog() {
        MessageLog open = log;
        if (open != null) {
            open.close();
            log = null;
            // A log that has failed acknowledges nothing more, not by closing either.
            if (!failed) {
                sent.ackAll();
            }
        }
    }

    /** The log while it is open. */
    @Nullable
    MessageLog log() {
        return log;
    }

    private Judgement guarded(Callable<Judgement> body) {
        return Judge.attempt(() -> {
            try {
                return body.call();
            } catch (BlackstartException e) {
                failed = true;
                return Judgement.of(
                        faultsExpected ? CaseVerdict.REFUSED : CaseVerdict.DIED, String.valueOf(e.getMessage()));
            }
        });
    }

    /**
     * Looks whether the log acknowledged more by itself, so that an acknowledgement that comes before its force stands before
     * it in the trace. Called by every thread before what it does to the files. A thread of the log's own may hold whatever
     * {@code durablePosition} needs: the question is then put by another thread, and dropped for good when it gets no answer.
     */
    private void look(FileOperation operation) {
        MessageLog open = log;
        if (open == null) {
            return;
        }
        if (Thread.currentThread() == thread) {
            sent.ackBelow(open.durablePosition());
        } else if (lookingFromOutside
                && (operation == FileOperation.FORCE || operation == FileOperation.FORCE_REGION)) {
            lookFromOutside(open);
        }
    }

    private void lookFromOutside(MessageLog open) {
        var question = new FutureTask<>(open::durablePosition);
        var asker = new Thread(question, "crash-kit-asker");
        asker.setDaemon(true);
        asker.start();
        try {
            sent.ackBelow(question.get(LOOK_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            lookingFromOutside = false;
        } catch (ExecutionException e) {
            // The log says why in its own calls; here it only cannot be asked any more.
            lookingFromOutside = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open() {
        var files = new RecordingLogFiles(directory);
        boolean opened = false;
        try {
            log = subject.open(files);
            opened = true;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    private MessageLog opened() {
        MessageLog open = log;
        if (open == null) {
            throw new IllegalStateException("the log is not open");
        }
        return open;
    }

    private String step(Scenario.Step step) {
        String broken = "";
        switch (step.what()) {
            case 'a' -> {
                for (int count = 0; count < step.count() && broken.isEmpty(); count++) {
                    broken = append();
                }
            }
            case 'w' -> broken = await();
            case 't' -> cut(step.count());
            case 'm' -> {
                directory.hookForced(() -> Producers.lingerInForce(sent));
                Producers.run(opened(), oracle, sent, step.count());
                directory.hookForced(() -> {});
            }
            case 'r' -> {
                closeLog();
                open();
            }
            default -> throw new IllegalArgumentException("step=" + step.what() + " must be one of a, w, t, m, r");
        }
        return broken;
    }

    private String append() {
        long index = sent.begin();
        int length = oracle.fill(sent.stream(), index, buffer, 0);
        long position;
        try {
            position = opened().append(buffer, 0, length);
        } catch (BlackstartException e) {
            if (!faultsExpected) {
                throw e;
            }
            failed = true;
            // The record is then not in the log, so sending it once more must not bring it in twice.
            position = opened().append(buffer, 0, length);
        }
        long before = sent.lastPosition();
        sent.end(position);
        if (position <= before) {
            return "append answered position=" + position + " after position=" + before;
        }
        sent.ackBelow(opened().durablePosition());
        return "";
    }

    private String await() {
        long position = sent.lastPosition();
        if (position < 0) {
            return "";
        }
        long durable;
        try {
            durable = opened().awaitDurable(position);
        } catch (BlackstartException e) {
            if (!faultsExpected) {
                throw e;
            }
            failed = true;
            // Poisoned, so this must fail too: whatever it acknowledges is judged.
            append();
            durable = opened().awaitDurable(sent.lastPosition());
        }
        if (durable <= position || opened().durablePosition() < durable) {
            return "awaitDurable(" + position + ") answered " + durable + ", durablePosition="
                    + opened().durablePosition();
        }
        sent.ackBelow(durable);
        return "";
    }

    /** Only what was not acknowledged may be cut, and a log may have acknowledged it all by itself. */
    private void cut(int count) {
        long target = sent.position(sent.count() - count);
        MessageLog open = opened();
        if (open.durablePosition() > target) {
            sent.ackBelow(open.durablePosition());
            return;
        }
        try {
            open.truncateTo(target);
        } catch (IllegalArgumentException e) {
            if (open.durablePosition() <= target) {
                throw e;
            }
            sent.ackBelow(open.durablePosition());
            return;
        }
        sent.cut(count);
    }

    /** What an open log hands over: the records in the log, in order, at least the acknowledged ones. */
    private String readLive() {
        int[] seen = {0};
        boolean[] wrong = {false};
        opened().read(0, (position, bytes, offset, length) -> {
            int index = seen[0];
            wrong[0] = index >= sent.count()
                    || position != sent.position(index)
                    || !oracle.matches(sent.streamOf(index), index, bytes, offset, length);
            seen[0]++;
            return !wrong[0];
        });
        return wrong[0] || seen[0] < sent.ackedCount()
                ? "reading while open: wrong at record=" + (seen[0] - 1) + " of " + sent.count() + ", acknowledged="
                        + sent.ackedCount()
                : "";
    }
}

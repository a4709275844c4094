package io.blackstart.crashkit;

import io.blackstart.BlackstartException;
import io.blackstart.log.LogFiles;
import io.blackstart.log.MessageLog;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reopens what a fault left and judges it. Opens the log, reads all of it and compares with the ledger; when that is well it
 * appends {@link #MORE} records, waits until they are durable, closes, opens again and finds what was recovered plus these,
 * and nothing else.
 *
 * <p>A {@link BlackstartException} counts as a refusal and is judged by {@link Refusal}; any other error, and any answer the
 * contract does not allow, is {@link CaseVerdict#DIED}; memory that runs out is {@link CaseVerdict#UNBOUNDED}. Time is kept
 * by {@link CaseGuard}. Reusable; for one thread.
 */
public final class Judge {
    /** Records appended to a recovered log. */
    public static final int MORE = 3;

    private final Subject subject;
    private final Oracle oracle;
    private final ReadBack readBack;
    private final UnsafeBuffer buffer;

    /**
     * Creates a judge.
     *
     * @param subject the log under test
     * @param oracle made the records
     */
    public Judge(Subject subject, Oracle oracle) {
        this.subject = subject;
        this.oracle = oracle;
        this.readBack = new ReadBack(oracle);
        this.buffer = new UnsafeBuffer(new byte[oracle.lengthMax()]);
    }

    /**
     * Judges what a fault left.
     *
     * @param files gives the files as they are now, freshly opened at each call; the log closes them
     * @param ledger what was sent and acknowledged when the fault struck; not changed
     * @param refusal whether the log may refuse
     * @param fingerprint a number that changes when the files do; asked before the first opening and after a refusal
     * @param observer hears what is done
     * @return the verdict; what the log throws is in it, never thrown
     */
    public Judgement judge(
            Supplier<LogFiles> files, Ledger ledger, Refusal refusal, LongSupplier fingerprint, CaseObserver observer) {
        return attempt(() -> recover(files, ledger, refusal, fingerprint, observer));
    }

    /** Runs a case and turns whatever it throws into a judgement; a {@link BlackstartException} too is then DIED. */
    public static Judgement attempt(Callable<Judgement> body) {
        // FutureTask keeps every Throwable, and runs the body on this very thread.
        var task = new FutureTask<>(body);
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            return died(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            throw new IllegalStateException("a task that is done does not wait", e);
        }
    }

    private static Judgement died(Throwable cause) {
        String line = cause.toString().lines().findFirst().orElse("");
        if (cause instanceof OutOfMemoryError) {
            return Judgement.of(CaseVerdict.UNBOUNDED, line);
        }
        StackTraceElement[] trace = cause.getStackTrace();
        return Judgement.of(CaseVerdict.DIED, trace.length == 0 ? line : line + " at " + trace[0]);
    }

    private Judgement recover(
            Supplier<LogFiles> files, Ledger ledger, Refusal refusal, LongSupplier fingerprint, CaseObserver observer) {
        long before = fingerprint.getAsLong();
        MessageLog log;
        try {
            log = subject.open(files.get());
        } catch (BlackstartException e) {
            boolean modified = refusal != Refusal.FORBIDDEN && fingerprint.getAsLong() != before;
            return modified
                    ? Judgement.of(CaseVerdict.MODIFIED_ON_REFUSE, Objects.toString(e.getMessage()))
                    : refused(refusal, e);
        }
        Judgement first = closing(log, refusal, () -> compareAndAppend(log, ledger, refusal, observer));
        return first.verdict() == CaseVerdict.OK ? again(files, first) : first;
    }

    private Judgement compareAndAppend(MessageLog log, Ledger ledger, Refusal refusal, CaseObserver observer) {
        readBack.begin(ledger);
        log.read(0, readBack);
        CaseVerdict wrong = readBack.end();
        if (wrong != null) {
            return new Judgement(wrong, readBack.detail(), readBack.count());
        }
        if (refusal == Refusal.REQUIRED) {
            return new Judgement(CaseVerdict.NOT_REFUSED, "it opened", readBack.count());
        }
        String broken = append(log, observer, ledger.streamCount(), readBack.count());
        return new Judgement(broken.isEmpty() ? CaseVerdict.OK : CaseVerdict.DIED, broken, readBack.count());
    }

    /** The new stream begins at the index that comes next, so its records have the lengths of those that were cut. */
    private String append(MessageLog log, CaseObserver observer, int stream, long from) {
        observer.onRecovered(recovered(from));
        long position = readBack.lastPosition();
        for (long index = from; index < from + MORE; index++) {
            int length = oracle.fill(stream, index, buffer, 0);
            observer.onSending(stream, index);
            long above = position;
            position = log.append(buffer, 0, length);
            if (position <= above) {
                return "append answered position=" + position + " after position=" + above;
            }
        }
        long durable = log.awaitDurable(position);
        if (durable <= position || log.durablePosition() < durable || log.endPosition() < durable) {
            return "awaitDurable(" + position + ") answered " + durable + ", durablePosition=" + log.durablePosition()
                    + ", endPosition=" + log.endPosition();
        }
        observer.onAcked(stream, from + MORE - 1);
        return "";
    }

    /** How far each stream came back, as sent but not acknowledged, with one more stream. */
    private Ledger recovered(long newStreamFirst) {
        return readBack.recovered().copyWithStream(newStreamFirst);
    }

    private Judgement again(Supplier<LogFiles> files, Judgement first) {
        long count = readBack.count();
        long digest = readBack.digest();
        Ledger truth = recovered(count);
        int stream = truth.streamCount() - 1;
        for (int older = 0; older < stream; older++) {
            truth.settle(older, truth.sentEnd(older));
        }
        for (long index = count; index < count + MORE; index++) {
            truth.sent(stream, index);
        }
        truth.settle(stream, count + MORE);
        try {
            MessageLog log = subject.open(files.get());
            return closing(log, Refusal.FORBIDDEN, () -> {
                readBack.begin(truth, count, digest);
                log.read(0, readBack);
                CaseVerdict wrong = readBack.end();
                return wrong == null
                        ? readFrom(log, readBack.positionBehindExpected(), first)
                        : new Judgement(wrong, "second opening: " + readBack.detail(), readBack.count());
            });
        } catch (BlackstartException e) {
            return Judgement.of(CaseVerdict.REFUSED_WRONGLY, "second opening: " + e.getMessage());
        }
    }

    /** Reading from a record's position must begin with that record. */
    private static Judgement readFrom(MessageLog log, long position, Judgement first) {
        long[] seen = {-1, 0};
        log.read(position, (at, bytes, offset, length) -> {
            seen[0] = seen[1] == 0 ? at : seen[0];
            seen[1]++;
            return true;
        });
        return seen[0] == position && seen[1] == MORE
                ? first
                : Judgement.of(
                        CaseVerdict.DIED,
                        "read from position=" + position + " began at " + seen[0] + " and gave records=" + seen[1]);
    }

    /** Runs the body, then closes the log; what the body found outweighs what closing does. */
    private static Judgement closing(MessageLog log, Refusal refusal, Callable<Judgement> body) {
        Judgement inner = guarded(refusal, body);
        Judgement outer = guarded(refusal, () -> {
            log.close();
            return inner;
        });
        return inner.verdict() == CaseVerdict.OK ? outer : inner;
    }

    private static Judgement guarded(Refusal refusal, Callable<Judgement> body) {
        return attempt(() -> {
            try {
                return body.call();
            } catch (BlackstartException e) {
                return refused(refusal, e);
            }
        });
    }

    private static Judgement refused(Refusal refusal, BlackstartException e) {
        return Judgement.of(
                refusal == Refusal.FORBIDDEN ? CaseVerdict.REFUSED_WRONGLY : CaseVerdict.REFUSED,
                Objects.toString(e.getMessage()));
    }
}

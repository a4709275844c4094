package io.blackstart.crashkit.process;

import io.blackstart.BlackstartException;
import io.blackstart.crashkit.Oracle;
import io.blackstart.log.MessageLog;
import java.util.concurrent.Callable;
import org.agrona.ExpandableArrayBuffer;

/**
 * Appends one stream in batches: announces a batch, appends it, waits until its last record is durable, reports that. After the
 * log failed it tries the next record once more: a log that is poisoned must refuse, and what one that goes on acknowledges is
 * held against it. One thread each.
 */
final class Producer implements Callable<Void> {
    /** How records are handed over. */
    record Plan(int stream, long first, long count, int inFlight, boolean interrupted) {}

    private final MessageLog log;
    private final Oracle oracle;
    private final Plan plan;
    private final ReportLines report;
    private final StopFlag stop;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private long next;
    private long announcedEnd;

    Producer(MessageLog log, Oracle oracle, Plan plan, ReportLines report, StopFlag stop) {
        this.log = log;
        this.oracle = oracle;
        this.plan = plan;
        this.report = report;
        this.stop = stop;
        this.next = plan.first();
        this.announcedEnd = plan.first();
    }

    @Override
    public Void call() {
        try {
            while (!stop.isSet() && next - plan.first() < plan.count()) {
                batch((int) Math.min(plan.inFlight(), plan.first() + plan.count() - next));
            }
        } catch (BlackstartException e) {
            report.send(WriterMain.FAILED + " " + plan.stream() + " " + e.getMessage());
            probe();
        }
        return null;
    }

    private void batch(int recordCount) {
        announce(next + recordCount);
        long position = -1;
        for (int i = 0; i < recordCount; i++) {
            if (plan.interrupted()) {
                Thread.currentThread().interrupt();
            }
            int length = oracle.fill(plan.stream(), next, buffer, 0);
            long appended = log.append(buffer, 0, length);
            if (appended <= position) {
                throw new IllegalStateException("append answered position=" + appended + " after position=" + position);
            }
            position = appended;
            next++;
        }
        acknowledge(position);
    }

    private void acknowledge(long position) {
        if (plan.interrupted()) {
            Thread.currentThread().interrupt();
        }
        long durable = log.awaitDurable(position);
        // The flag may still be set, as it should be; the next record sets it again.
        Thread.interrupted();
        if (durable <= position) {
            throw new IllegalStateException("awaitDurable(" + position + ") answered " + durable);
        }
        report.send(WriterMain.ACKED + " " + plan.stream() + " " + next);
    }

    private void announce(long end) {
        if (end > announcedEnd) {
            report.send(WriterMain.SENT + " " + plan.stream() + " " + end);
            announcedEnd = end;
        }
    }

    private void probe() {
        try {
            batch(1);
        } catch (BlackstartException stillRefused) {
            report.send(WriterMain.FAILED + " " + plan.stream() + " again " + stillRefused.getMessage());
        }
    }
}

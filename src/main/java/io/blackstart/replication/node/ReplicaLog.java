package io.blackstart.replication.node;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import io.blackstart.log.LogFiles;
import io.blackstart.log.MessageLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One copy of the replicated log: a {@link MessageLog} whose records are counted, and what the replica must remember. In
 * the directory: {@code replica.meta} and {@code log-<generation>}.
 *
 * <p><b>Threads.</b> One at a time appends and changes the epoch. {@link #cursorAt} and its cursors, {@link #endPosition} and
 * {@link #awaitDurable} by any.
 *
 * <p>Opening reads the whole log once, to count and check it.
 */
public final class ReplicaLog implements AutoCloseable {
    /** Every so many records the index knows the place in the log. */
    private static final int INDEX_STRIDE = 1024;

    private final Path directory;
    private final LogOpener opener;
    private final LogFiles files;
    private final Object metaLock = new Object();

    private volatile ReplicaMeta meta;
    private volatile Appended appended = new Appended(0, 0);
    private volatile MessageLog log;
    private final LongArrayList index = new LongArrayList();
    private final Object indexLock = new Object();
    private final Object endLock = new Object();
    private volatile int waiting;
    private long pendingEnd;
    private long lastLogPosition;
    private boolean closed;

    /** What was appended when a reader looked: records, and the place of the last of them in the log. */
    private record Appended(long end, long lastLogPosition) {}

    /**
     * Opens the copy in a directory, or begins an empty one.
     *
     * @param directory is created when missing; locked until {@link #close}
     * @param opener opens the log below it
     * @throws BlackstartException LOCKED, CORRUPT, or what opening the log throws
     */
    public static ReplicaLog open(Path directory, LogOpener opener) {
        LogFiles files = LogFiles.system(directory);
        try {
            files.lock();
            ReplicaMeta meta = ReplicaMeta.read(files);
            return new ReplicaLog(directory, opener, files, meta);
        } catch (BlackstartException e) {
            files.close();
            throw e;
        }
    }

    private ReplicaLog(Path directory, LogOpener opener, LogFiles files, ReplicaMeta meta) {
        this.directory = directory;
        this.opener = opener;
        this.files = files;
        this.meta = meta;
        this.log = opener.open(logDirectory(meta));
        count();
    }

    private Path logDirectory(ReplicaMeta which) {
        return directory.resolve("log-" + which.generation());
    }

    private void count() {
        synchronized (indexLock) {
            index.clear();
        }
        pendingEnd = 0;
        appended = new Appended(0, 0);
        long[] last = new long[1];
        log.read(0, (position, buffer, offset, length) -> {
            note(position);
            last[0] = position;
            return true;
        });
        appended = new Appended(pendingEnd, last[0]);
    }

    private void note(long logPosition) {
        if (pendingEnd % INDEX_STRIDE == 0) {
            synchronized (indexLock) {
                index.addLong(logPosition);
            }
        }
        pendingEnd++;
    }

    /** Number of records that readers may see. */
    public long endPosition() {
        return appended.end;
    }

    /** The class of the log. */
    public Durability durability() {
        return log.durability();
    }

    /** Longest record in bytes. */
    public int maxRecordLength() {
        return log.maxRecordLength();
    }

    /** The newest epoch this replica has promised itself to; 0 for none. */
    public long promisedEpoch() {
        return meta.promisedEpoch();
    }

    /** The epoch of the last record; 0 when there is none. */
    public long lastEpoch() {
        return meta.history().lastEpoch();
    }

    /** Whether this copy has once held all that was acknowledged, and so may lead. */
    public boolean isComplete() {
        return meta.complete();
    }

    /** Every record below is known to have been acknowledged. */
    public long knownAcknowledged() {
        return meta.acknowledgedPosition();
    }

    /** The replica's own directory, locked by this process. */
    public Path directory() {
        return directory;
    }

    /** Where the log's files are. */
    public Path logDirectory() {
        return logDirectory(meta);
    }

    EpochHistory history() {
        return meta.history();
    }

    /** Appends one record; readers see it after {@link #publishAppended}. */
    public void append(DirectBuffer buffer, int offset, int length) {
        long position = log.append(buffer, offset, length);
        note(position);
        lastLogPosition = position;
    }

    /** Shows what was appended to readers; the new end. */
    public long publishAppended() {
        appended = new Appended(pendingEnd, lastLogPosition);
        if (waiting > 0) {
            synchronized (endLock) {
                endLock.notifyAll();
            }
        }
        return pendingEnd;
    }

    /** Waits until readers may see more than {@code position} records, or the time is over; the end then. */
    public long awaitEndAbove(long position, long timeoutMillis) throws InterruptedException {
        long end = endPosition();
        if (end > position) {
            return end;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        synchronized (endLock) {
            waiting++;
            try {
                long left = deadline - System.nanoTime();
                while (endPosition() <= position && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(endLock, left);
                    left = deadline - System.nanoTime();
                }
            } finally {
                waiting--;
            }
        }
        return endPosition();
    }

    /** Waits until all that readers see now is durable; its end. */
    public long awaitDurable() {
        Appended seen = appended;
        if (seen.end > 0) {
            log.awaitDurable(seen.lastLogPosition);
        }
        return seen.end;
    }

    /** Promises to refuse leaders below {@code epoch}, for good. */
    public void promise(long epoch) {
        synchronized (metaLock) {
            if (epoch < meta.promisedEpoch()) {
                throw new BlackstartException(
                        ErrorCode.FENCED, "epoch " + epoch + " is over, this replica serves " + meta.promisedEpoch());
            }
            if (epoch > meta.promisedEpoch()) {
                change(meta.withPromisedEpoch(epoch));
            }
        }
    }

    /**
     * Begins to lead in a new epoch.
     *
     * @throws BlackstartException FENCED when this replica has promised itself to it or a newer one already, or its copy is not
     *     complete, which only the first leader of a new cluster may be
     */
    void lead(long epoch) {
        synchronized (metaLock) {
            boolean first = epoch == 1 && meta.equals(ReplicaMeta.NEW) && endPosition() == 0;
            if (epoch <= meta.promisedEpoch()) {
                throw new BlackstartException(
                        ErrorCode.FENCED,
                        "cannot lead in epoch " + epoch + ", this replica serves " + meta.promisedEpoch());
            }
            if (!meta.complete() && !first) {
                throw new BlackstartException(
                        ErrorCode.FENCED,
                        "cannot lead: this copy has never held all that was acknowledged; only epoch 1 of a new cluster "
                                + "begins empty");
            }
            change(meta.withPromisedEpoch(epoch)
                    .withHistory(meta.history().begin(epoch, endPosition()))
                    .withComplete(meta.acknowledgedPosition()));
        }
    }

    /** Notes that the records from the end on were written in {@code epoch}. */
    void beginEpoch(long epoch) {
        synchronized (metaLock) {
            change(meta.withHistory(meta.history().begin(epoch, endPosition())));
        }
    }

    /** Notes that this copy holds all that was acknowledged. */
    void complete(long acknowledgedPosition) {
        synchronized (metaLock) {
            change(meta.withComplete(acknowledgedPosition));
        }
    }

    /** Notes, not durably until the next change, what is known to be acknowledged. */
    void acknowledged(long position) {
        synchronized (metaLock) {
            if (position > meta.acknowledgedPosition()) {
                meta = meta.withAcknowledgedPosition(position);
            }
        }
    }

    private void change(ReplicaMeta changed) {
        changed.write(files);
        meta = changed;
    }

    /**
     * Cuts off what a new leader does not have. Where the log cannot, since it made it durable, the copy is made anew: the
     * leader then sends everything.
     */
    void cutTo(long end) {
        if (end == endPosition()) {
            return;
        }
        boolean cut = end > 0 && tryTruncate(end);
        if (!cut) {
            restart();
        }
    }

    private boolean tryTruncate(long end) {
        long[] place = {-1};
        try (LogCursor cursor = cursorAt(end)) {
            cursor.read((position, buffer, offset, length) -> {
                place[0] = cursor.logPosition();
                return false;
            });
        }
        if (place[0] < log.durablePosition()) {
            return false;
        }
        log.truncateTo(place[0]);
        synchronized (metaLock) {
            change(meta.withHistory(meta.history().cutAt(end)));
        }
        count();
        return true;
    }

    private void restart() {
        Path old = logDirectory(meta);
        log.close();
        synchronized (metaLock) {
            change(meta.anew());
        }
        remove(old);
        log = opener.open(logDirectory(meta));
        count();
    }

    /** Opens the log anew after it has failed; what it kept is what there is. */
    void reopen() {
        log.close();
        log = opener.open(logDirectory(meta));
        count();
    }

    /** A reader that begins at {@code position}, at most the end. */
    LogCursor cursorAt(long position) {
        if (position < 0 || position > endPosition()) {
            throw new IllegalArgumentException("position=" + position + " must be from 0 to " + endPosition());
        }
        synchronized (indexLock) {
            int stride = (int) (position / INDEX_STRIDE);
            boolean known = stride < index.size();
            long from = known ? index.getLong(stride) : 0;
            return new LogCursor(this, log, known ? (long) stride * INDEX_STRIDE : 0, from, position);
        }
    }

    /** Removes the directory of a log, which holds nothing but files of ours. */
    private static void remove(Path logDirectory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(logDirectory)) {
            for (Path entry : entries) {
                Files.delete(entry);
            }
            Files.delete(logDirectory);
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO,
                    "the old copy cannot be removed",
                    logDirectory,
                    BlackstartException.NO_POSITION,
                    Objects.requireNonNull(e));
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        @Nullable BlackstartException failure = null;
        try {
            meta.write(files);
        } catch (BlackstartException e) {
            failure = e;
        }
        try (files) {
            log.close();
        }
        if (failure != null) {
            throw failure;
        }
    }
}

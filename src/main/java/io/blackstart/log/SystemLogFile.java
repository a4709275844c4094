package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of the real file system. Transfers loop, interrupts do no harm, a failed force is never repeated. */
final class SystemLogFile implements LogFile {
    /** What a channel is asked to do; carried out again when an interrupt closed the channel under it. */
    @FunctionalInterface
    private interface Action<T> {
        T apply(FileChannel channel) throws IOException;
    }

    private final SystemLogFiles owner;
    private final boolean writable;
    private final @Nullable Object fileKey;
    /** Null when {@link #channel} itself cannot be interrupted. Opened with the file, so that it hears of every write error. */
    private final @Nullable FileChannel forceChannel;

    private volatile String name;
    private volatile FileChannel channel;
    private volatile boolean closed;
    private volatile boolean forceFailed;

    private SystemLogFile(
            SystemLogFiles owner, String name, boolean writable, FileChannel channel, boolean uninterruptible)
            throws IOException {
        this.owner = owner;
        this.name = name;
        this.writable = writable;
        this.channel = channel;
        Path path = owner.directory().resolve(name);
        this.fileKey = attributes(path).fileKey();
        this.forceChannel = uninterruptible || !writable ? null : FileChannel.open(path, options(true));
    }

    /** Opens or creates {@code name}; {@code uninterruptible} false forbids the switch of {@link UninterruptibleChannel}. */
    static SystemLogFile open(SystemLogFiles owner, String name, Set<? extends OpenOption> options, boolean maySwitch)
            throws IOException {
        FileChannel channel = FileChannel.open(owner.directory().resolve(name), options);
        try {
            boolean uninterruptible = maySwitch && UninterruptibleChannel.apply(channel);
            boolean writable = options.contains(StandardOpenOption.WRITE);
            return new SystemLogFile(owner, name, writable, channel, uninterruptible);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static Set<OpenOption> options(boolean writable) {
        return writable
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String name() {
        return name;
    }

    void renamed(String to) {
        name = to;
    }

    Path path() {
        return owner.directory().resolve(name);
    }

    @Override
    public long size() {
        return carryOut("cannot read the size", BlackstartException.NO_POSITION, FileChannel::size);
    }

    @Override
    public void write(ByteBuffer source, long offset) {
        int start = source.position();
        carryOut("cannot write", offset, io -> {
            while (source.hasRemaining()) {
                io.write(source, offset + source.position() - start);
            }
            return source;
        });
    }

    @Override
    public int read(ByteBuffer target, long offset) {
        int start = target.position();
        carryOut("cannot read", offset, io -> {
            boolean ended = false;
            while (!ended && target.hasRemaining()) {
                ended = io.read(target, offset + target.position() - start) < 0;
            }
            return target;
        });
        return target.position() - start;
    }

    @Override
    public void force() {
        if (forceFailed) {
            throw new BlackstartException(
                    ErrorCode.IO,
                    "a force of this file failed before, a second would only seem to succeed",
                    path(),
                    BlackstartException.NO_POSITION,
                    null);
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (closed) {
                throw closedFailure(null);
            }
            if (forceChannel == null) {
                channel.force(false);
            } else {
                UninterruptibleChannel.forceApart(forceChannel);
            }
        } catch (IOException e) {
            forceFailed = true;
            throw FileFailure.of("cannot force", path(), e);
        } finally {
            restore(interrupted);
        }
    }

    @Override
    public void truncate(long bytes) {
        carryOut("cannot set the size", bytes, io -> {
            long size = io.size();
            if (size > bytes) {
                io.truncate(bytes);
            } else if (size < bytes) {
                io.write(ByteBuffer.wrap(new byte[1]), bytes - 1);
            }
            return io;
        });
    }

    @Override
    public MappedRegion map(long offset, int length, boolean writable) {
        var mode = writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
        return carryOut(
                "cannot map",
                offset,
                io -> new SystemMappedRegion(path(), offset, io.map(mode, offset, length), writable));
    }

    private <T> T carryOut(String what, long offset, Action<T> action) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel io = channel;
                try {
                    return action.apply(io);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    reopen(io, e);
                } catch (ClosedChannelException e) {
                    // Another thread was interrupted, or the file was closed.
                    reopen(io, e);
                }
            }
        } catch (IOException e) {
            throw FileFailure.of(what, path(), offset, e);
        } finally {
            restore(interrupted);
        }
    }

    private synchronized void reopen(FileChannel dead, ClosedChannelException cause) throws IOException {
        if (closed) {
            throw closedFailure(cause);
        }
        if (channel == dead) {
            Path path = path();
            if (!Objects.equals(attributes(path).fileKey(), fileKey)) {
                throw new IOException("another file took this name", cause);
            }
            channel = FileChannel.open(path, options(writable));
        }
    }

    private BlackstartException closedFailure(@Nullable Throwable cause) {
        return new BlackstartException(
                ErrorCode.CLOSED, "the file was closed", path(), BlackstartException.NO_POSITION, cause);
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        owner.forget(this);
        try {
            if (forceChannel != null) {
                forceChannel.close();
            }
        } catch (IOException e) {
            throw FileFailure.of("cannot close", path(), e);
        } finally {
            closeChannel();
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFailure.of("cannot close", path(), e);
        }
    }
}

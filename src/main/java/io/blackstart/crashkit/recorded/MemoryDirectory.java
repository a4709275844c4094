package io.blackstart.crashkit.recorded;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.crashkit.Ledger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One directory as the page cache holds it, for all its openers together. Every method takes the directory's lock, so the
 * trace has one order. It behaves as Linux does where that matters: a full disk cuts a write short, a failed force takes the
 * dirty pages for clean, a store into a mapped page without room is lost, and closing any handle of the lock file drops the
 * lock.
 */
final class MemoryDirectory {
    /** The file that {@link io.blackstart.log.LogFiles#lock} locks. */
    static final String LOCK_NAME = "log.lock";

    /** Answer of {@link io.blackstart.log.LogFiles#bootId} before the first power cut; each one adds 1. */
    static final long FIRST_BOOT_ID = 1;

    private final Path path;
    private final Map<String, MemoryFile> names = new TreeMap<>();
    private final long roomPages;
    private @Nullable Trace trace;
    private FaultPlan plan = FaultPlan.NONE;
    private volatile Consumer<FileOperation> hook = operation -> {};
    private volatile Runnable forced = () -> {};
    private @Nullable Object lockHolder;
    private volatile long bootId = FIRST_BOOT_ID;
    private int nextFile;
    private long modificationCount;
    private boolean outside;
    private volatile boolean retired;

    /**
     * Creates an empty directory.
     *
     * @param path what it calls itself; nothing is ever there
     * @param roomPages pages of 4,096 bytes that files may take
     */
    MemoryDirectory(Path path, long roomPages) {
        this.path = path;
        this.roomPages = roomPages;
    }

    /** Puts a file there as part of the state to begin with. */
    synchronized void place(String name, MemoryFile file) {
        names.put(name, file);
        nextFile = Math.max(nextFile, file.id() + 1);
    }

    /** Numbers new files from here on. */
    synchronized void numberFrom(int first) {
        nextFile = first;
    }

    synchronized void record(@Nullable Trace into) {
        trace = into;
    }

    synchronized void plan(FaultPlan faults) {
        plan = faults;
    }

    /** Is told of every operation before it begins, on the thread that asked for it and without any lock. */
    void hook(Consumer<FileOperation> listener) {
        hook = listener;
    }

    /** To be called first by whoever is about to do an operation. */
    void before(FileOperation operation) {
        hook.accept(operation);
    }

    /** Is called after each force, before the log hears that it is done, on its thread and without any lock. */
    void hookForced(Runnable listener) {
        forced = listener;
    }

    /** To be called last by whoever has forced. */
    void afterForce() {
        forced.run();
    }

    /** From now on every call fails: the case that used it was given up. Takes no lock, since one that hangs may hold it. */
    void retire() {
        retired = true;
    }

    synchronized boolean outside() {
        return outside;
    }

    /** Whether names, sizes or bytes are not those of the state; where nothing was changed this is quick. */
    synchronized boolean differsFrom(Map<String, Image> state) {
        sync();
        if (modificationCount == 0) {
            return false;
        }
        Map<String, MemoryFile> now = files();
        boolean differs = now.size() != state.size();
        for (Map.Entry<String, MemoryFile> entry : now.entrySet()) {
            Image before = state.get(entry.getKey());
            differs |= before == null || entry.getValue().differsFrom(before);
        }
        return differs;
    }

    /** Sets which operating system runs. */
    void bootId(long id) {
        bootId = id;
    }

    long bootId() {
        return bootId;
    }

    Path path() {
        return path;
    }

    synchronized Map<String, MemoryFile> files() {
        sync();
        var copy = new TreeMap<>(names);
        copy.remove(LOCK_NAME);
        return copy;
    }

    /** Notes what the ledger says from here on, after all that was stored into mappings before. */
    synchronized void mark(Ledger ledger) {
        sync();
        note(new Operation.Mark(ledger.copy()));
    }

    // ---- names

    synchronized List<String> list() {
        decide(FileOperation.LIST, null);
        return List.copyOf(names.keySet());
    }

    synchronized MemoryLogFile create(String name) {
        check(name);
        decide(FileOperation.CREATE, name);
        if (names.containsKey(name)) {
            throw new BlackstartException(ErrorCode.IO, "file exists", path.resolve(name), -1, null);
        }
        var file = new MemoryFile(nextFile++);
        names.put(name, file);
        modificationCount++;
        note(new Operation.Create(name, file.id()));
        return new MemoryLogFile(this, file, name, true);
    }

    synchronized MemoryLogFile open(String name, boolean writable) {
        check(name);
        decide(FileOperation.OPEN, name);
        return new MemoryLogFile(this, existing(name), name, writable);
    }

    synchronized void rename(String from, String to) {
        check(from);
        check(to);
        decide(FileOperation.RENAME, from);
        sync();
        MemoryFile file = existing(from);
        names.remove(from);
        names.put(to, file);
        modificationCount++;
        note(new Operation.Rename(from, to, file.id()));
    }

    synchronized void remove(String name) {
        check(name);
        decide(FileOperation.REMOVE, name);
        sync();
        existing(name);
        names.remove(name);
        modificationCount++;
        note(new Operation.Remove(name));
    }

    synchronized void forceDirectory() {
        decide(FileOperation.FORCE_DIRECTORY, null);
        note(new Operation.ForceDirectory());
    }

    synchronized void lock(Object opener) {
        decide(FileOperation.LOCK, LOCK_NAME);
        if (lockHolder != null && lockHolder != opener) {
            throw new BlackstartException(ErrorCode.LOCKED, "another instance has it open", path, -1, null);
        }
        lockHolder = opener;
        names.computeIfAbsent(LOCK_NAME, name -> new MemoryFile(nextFile++));
    }

    synchronized boolean locked() {
        return lockHolder != null;
    }

    synchronized void unlock(Object opener) {
        if (lockHolder == opener) {
            lockHolder = null;
        }
    }

    /** POSIX drops a process's lock when any of its descriptors of the file is closed. */
    synchronized void closed(String name) {
        if (name.equals(LOCK_NAME)) {
            lockHolder = null;
        }
    }

    private MemoryFile existing(String name) {
        MemoryFile file = names.get(name);
        if (file == null) {
            throw new BlackstartException(ErrorCode.MISSING, "no such file", path.resolve(name), -1, null);
        }
        return file;
    }

    private void check(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0) {
            outside = true;
            throw new IllegalArgumentException("name=" + name + " must be a plain file name");
        }
    }

    // ---- bytes

    synchronized int size(MemoryFile file) {
        return file.size();
    }

    synchronized void write(MemoryLogFile handle, ByteBuffer source, long offset) {
        MemoryFile file = handle.file();
        int at = checkedOffset(offset, source.remaining());
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        FaultPlan.Outcome outcome = plan(FileOperation.WRITE);
        int done = outcome == FaultPlan.Outcome.PROCEED ? bytes.length : bytes.length / 2;
        boolean full = outcome == FaultPlan.Outcome.DISK_FULL;
        while (done > 0 && file.missingPages(at, done) > freePages()) {
            done = Math.max(0, ((at + done - 1) & -MemoryFile.PAGE_BYTES) - at);
            full = true;
        }
        if (done > 0) {
            sync(file);
            file.allocate(at, done);
            put(file, at, bytes, 0, done, null);
        }
        if (full) {
            throw failure(ErrorCode.DISK_FULL, handle.name(), offset);
        }
        if (outcome == FaultPlan.Outcome.IO_ERROR) {
            throw failure(ErrorCode.IO, handle.name(), offset);
        }
    }

    synchronized int read(MemoryLogFile handle, ByteBuffer target, long offset) {
        decide(FileOperation.READ, handle.name());
        MemoryFile file = handle.file();
        sync(file);
        if (offset >= file.size()) {
            return 0;
        }
        int length = Math.min(target.remaining(), file.size() - (int) offset);
        target.put(file.bytes(), (int) offset, length);
        return length;
    }

    synchronized void truncate(MemoryLogFile handle, long bytes) {
        decide(FileOperation.TRUNCATE, handle.name());
        sync(handle.file());
        int size = checkedOffset(bytes, 0);
        handle.file().resize(size);
        modificationCount++;
        note(new Operation.Truncate(handle.file().id(), size));
    }

    synchronized void force(MemoryLogFile handle) {
        sync(handle.file());
        force(FileOperation.FORCE, handle, 0, Integer.MAX_VALUE);
    }

    private void force(FileOperation operation, MemoryLogFile handle, int from, int to) {
        FaultPlan.Outcome outcome = plan(operation);
        int file = handle.file().id();
        if (outcome == FaultPlan.Outcome.PROCEED) {
            note(new Operation.Force(file, from, to));
            return;
        }
        note(new Operation.ForceFailed(file, from, to));
        throw failure(outcome == FaultPlan.Outcome.DISK_FULL ? ErrorCode.DISK_FULL : ErrorCode.IO, handle.name(), from);
    }

    synchronized MemoryRegion map(MemoryLogFile handle, long offset, int length) {
        decide(FileOperation.MAP, handle.name());
        MemoryFile file = handle.file();
        if (offset % MemoryFile.PAGE_BYTES != 0 || length % MemoryFile.PAGE_BYTES != 0 || length <= 0) {
            throw new IllegalArgumentException(
                    "offset=" + offset + " length=" + length + " must be multiples of " + MemoryFile.PAGE_BYTES);
        }
        if (offset < 0 || offset + length > file.size()) {
            throw new IllegalArgumentException(
                    "offset=" + offset + " length=" + length + " must lie within size=" + file.size());
        }
        sync(file);
        var region = new MemoryRegion(this, handle, (int) offset, length);
        region.buffer().duplicate().put(file.bytes(), (int) offset, length);
        file.regions().add(region);
        return region;
    }

    synchronized void force(MemoryRegion region, int offset, int length) {
        sync(region.file());
        int from = (region.offset() + offset) & -MemoryFile.PAGE_BYTES;
        int to = (region.offset() + offset + length + MemoryFile.PAGE_BYTES - 1) & -MemoryFile.PAGE_BYTES;
        force(FileOperation.FORCE_REGION, region.handle(), from, to);
    }

    synchronized void unmap(MemoryRegion region) {
        sync(region.file());
        region.file().regions().remove(region);
    }

    /** Sees what was stored into mappings since the last time. */
    private void sync() {
        for (MemoryFile file : names.values()) {
            sync(file);
        }
    }

    private void sync(MemoryFile file) {
        List<MemoryRegion> regions = file.regions();
        for (int index = 0; index < regions.size(); index++) {
            MemoryRegion region = regions.get(index);
            int limit = Math.min(region.length(), file.size() - region.offset());
            int at = region.mismatch(file.bytes(), 0, limit);
            while (at >= 0) {
                int page = (region.offset() + at) & -MemoryFile.PAGE_BYTES;
                int end = Math.min(page + MemoryFile.PAGE_BYTES - region.offset(), limit);
                take(file, region, at, end);
                at = end < limit ? region.mismatch(file.bytes(), end, limit) : -1;
            }
        }
    }

    /** Takes one page's stores over, from the first byte that differs to the last. */
    private void take(MemoryFile file, MemoryRegion region, int from, int end) {
        int page = (region.offset() + from) >>> 12;
        if (!file.isAllocated(page) && freePages() < 1) {
            return;
        }
        file.allocate(page << 12, 1);
        byte[] bytes = region.differing(file.bytes(), from, end);
        put(file, region.offset() + from, bytes, 0, bytes.length, region);
    }

    /**
     * Bytes come into the page cache.
     *
     * @param origin the mapping they were stored through, null for a write. It is not given them once more: its owner may have
     *     stored others there since
     */
    private void put(MemoryFile file, int offset, byte[] bytes, int from, int length, @Nullable MemoryRegion origin) {
        file.put(offset, bytes, from, length);
        modificationCount++;
        for (MemoryRegion region : file.regions()) {
            if (!region.equals(origin)) {
                region.receive(offset, bytes, from, length);
            }
        }
        if (trace != null) {
            byte[] kept = from == 0 && length == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, length);
            note(new Operation.Write(file.id(), offset, kept, origin != null));
        }
    }

    private long freePages() {
        if (roomPages == Long.MAX_VALUE) {
            return roomPages;
        }
        return roomPages
                - names.values().stream()
                        .mapToLong(MemoryFile::allocatedPageCount)
                        .sum();
    }

    // ---- failing

    private FaultPlan.Outcome plan(FileOperation operation) {
        if (retired) {
            throw new IllegalStateException("path=" + path + " was given up with its case");
        }
        return plan.decide(operation);
    }

    private void decide(FileOperation operation, @Nullable String name) {
        FaultPlan.Outcome outcome = plan(operation);
        if (outcome != FaultPlan.Outcome.PROCEED) {
            throw failure(outcome == FaultPlan.Outcome.DISK_FULL ? ErrorCode.DISK_FULL : ErrorCode.IO, name, -1);
        }
    }

    private BlackstartException failure(ErrorCode code, @Nullable String name, long offset) {
        return new BlackstartException(
                code,
                code == ErrorCode.DISK_FULL ? "no room left on the device" : "input/output error",
                name == null ? path : path.resolve(name),
                offset,
                null);
    }

    private static int checkedOffset(long offset, int length) {
        if (offset < 0 || offset + length > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(
                    "offset=" + offset + " length=" + length + " is beyond what memory holds");
        }
        return (int) offset;
    }

    private void note(Operation operation) {
        if (trace != null) {
            trace.add(operation);
        }
    }
}

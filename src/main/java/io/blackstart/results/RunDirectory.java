package io.blackstart.results;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run on disk. Every file is written under a temporary name ({@code .part}), forced and renamed; the manifest, which
 * holds the digests of all others, is rewritten last. A {@code kill -9} or power loss at any moment leaves a directory that
 * {@link #open} reads and {@link #resume} continues: a file is old, new, or a leftover that is recognised by its name; and
 * the manifest never holds a digest that its file does not have, because a listed file is struck off before it is replaced.
 *
 * <p>Raw files (plan, environment, forks, histograms, curves) are written once. A fork counts from the moment its
 * {@code .fork.json} is there; raw files without one are leftovers.
 *
 * <p>One process at a time writes, held by a lock that goes with the process. Not thread-safe.
 */
public final class RunDirectory implements AutoCloseable {
    private final Path path;
    private final @Nullable FileChannel lock;
    private final SortedMap<String, String> digests;
    private final List<String> leftovers;
    private Manifest manifest;

    private RunDirectory(Path path, @Nullable FileChannel lock, Manifest manifest, List<String> leftovers) {
        this.path = path;
        this.lock = lock;
        this.manifest = manifest;
        this.digests = new TreeMap<>(manifest.files());
        this.leftovers = List.copyOf(leftovers);
    }

    /**
     * Starts a run in a directory that is missing or empty, or that a creation left behind that did not get as far as its manifest.
     *
     * @param path of the directory; parents are created
     * @param identity of the run; its status, end and files are not looked at
     * @throws BlackstartException LOCKED while another process writes there, FOREIGN when it already holds something, IO,
     *     DISK_FULL
     */
    public static RunDirectory create(Path path, Manifest identity) {
        try {
            DurableFiles.createDirectories(path.resolve(RunFiles.LOCK));
        } catch (IOException e) {
            throw DurableFiles.failure("cannot be created", path, e);
        }
        FileChannel lock = lock(path);
        try {
            List<String> there = RunListing.whole(path);
            if (!there.isEmpty()) {
                throw new BlackstartException(
                        ErrorCode.FOREIGN,
                        "directory is not empty: it holds " + there.get(0),
                        path,
                        BlackstartException.NO_POSITION,
                        null);
            }
            RunListing.remove(path, RunListing.partials(path));
            var directory = new RunDirectory(path, lock, identity.started(), List.of());
            directory.checkpoint();
            return directory;
        } catch (BlackstartException e) {
            release(path, lock);
            throw e;
        }
    }

    /**
     * Opens a run for reading only; nothing in it is changed.
     *
     * @param path of the directory
     * @throws BlackstartException MISSING, VERSION or CORRUPT when its manifest is not there or not readable
     */
    public static RunDirectory open(Path path) {
        return new RunDirectory(path, null, readManifest(path), RunListing.leftovers(path));
    }

    /**
     * Opens a run for writing, whatever its status: to go on with it, or to derive its summary or report again. Removes what a
     * killed process left half written; {@link #leftovers} names it.
     *
     * @param path of the directory
     * @throws BlackstartException LOCKED while another process writes there; else as {@link #open}
     */
    public static RunDirectory resume(Path path) {
        if (!Files.isDirectory(path)) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "no such run directory", path, BlackstartException.NO_POSITION, null);
        }
        Manifest manifest = readManifest(path);
        FileChannel lock = lock(path);
        try {
            List<String> leftovers = RunListing.leftovers(path);
            RunListing.remove(path, leftovers);
            var directory = new RunDirectory(path, lock, manifest, leftovers);
            if (directory.digests.keySet().removeAll(leftovers)) {
                directory.checkpoint();
            }
            return directory;
        } catch (BlackstartException e) {
            release(path, lock);
            throw e;
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** A file of it. */
    public Path resolve(String relative) {
        return path.resolve(Names.requireRelative(relative));
    }

    /** The manifest as last written or read. */
    public Manifest manifest() {
        return manifest;
    }

    /** Files a killed process left half written: found by {@link #open}, removed by {@link #resume}. */
    public List<String> leftovers() {
        return leftovers;
    }

    /** Every whole file but the manifest, in order of name, with {@code /}. */
    public List<String> files() {
        List<String> files = new ArrayList<>(RunListing.whole(path));
        files.remove(RunFiles.MANIFEST);
        files.removeAll(RunListing.leftovers(path));
        return files;
    }

    /** Whether that whole file is there. */
    public boolean has(String relative) {
        return Files.isRegularFile(resolve(relative), LinkOption.NOFOLLOW_LINKS);
    }

    /** The plan. */
    public Plan plan() {
        return Json.read(resolve(RunFiles.PLAN), Plan.class);
    }

    /** The record of a fork, empty when it has not ended yet. */
    public Optional<Fork> fork(PlannedFork planned) {
        String file = RunFiles.fork(planned);
        return has(file) ? Optional.of(Json.read(resolve(file), Fork.class)) : Optional.empty();
    }

    /**
     * What the crash kit said of the designs of the run, in order of name.
     *
     * @throws BlackstartException CORRUPT, VERSION when a file cannot be read
     */
    public List<CrashVerdict> verdicts() {
        return files().stream()
                .filter(file -> file.startsWith(RunFiles.VERDICTS + "/"))
                .map(file -> Json.read(resolve(file), CrashVerdict.class))
                .toList();
    }

    /** The stored summary, empty when none was derived yet. */
    public Optional<Summary> summary() {
        return has(RunFiles.SUMMARY)
                ? Optional.of(Json.read(resolve(RunFiles.SUMMARY), Summary.class))
                : Optional.empty();
    }

    /**
     * Writes a value as JSON.
     *
     * @param relative path below the directory, plain names parted by {@code /}
     * @param value what to write
     * @throws IllegalStateException when opened for reading, or when a raw file is there already
     */
    public void writeJson(String relative, Object value) {
        write(relative, Json.bytes(value));
    }

    /**
     * Writes text in UTF-8.
     *
     * @param relative as in {@link #writeJson}
     * @param text content
     */
    public void writeText(String relative, String text) {
        write(relative, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file so that it is there whole or not at all. Its digest reaches the manifest with the next {@link #checkpoint}.
     *
     * @param relative as in {@link #writeJson}
     * @param bytes content
     */
    public void write(String relative, byte[] bytes) {
        Path target = prepare(relative);
        DurableFiles.replace(target, bytes);
        digests.put(relative, DurableFiles.sha256(bytes));
    }

    /**
     * Where another program may write a file of this run before {@link #adopt} takes it over; its directory exists.
     *
     * @param relative as in {@link #writeJson}
     */
    public Path stage(String relative) {
        requireWritable();
        Path target = resolve(relative);
        try {
            DurableFiles.createDirectories(target);
        } catch (IOException e) {
            throw DurableFiles.failure("cannot be created", target, e);
        }
        return DurableFiles.temporary(target);
    }

    /** Whether something was written where {@link #stage} said. */
    public boolean isStaged(String relative) {
        return Files.isRegularFile(DurableFiles.temporary(resolve(relative)), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Takes over a file written where {@link #stage} said.
     *
     * @param relative as in {@link #writeJson}
     */
    public void adopt(String relative) {
        Path target = prepare(relative);
        DurableFiles.adopt(target);
        digests.put(relative, DurableFiles.sha256(target));
    }

    /**
     * Files a fork that ended: its staged raw result, histograms and curve, if it left any, then its record, then the manifest. From
     * then on the fork counts.
     *
     * @param fork its record
     */
    public void record(Fork fork) {
        PlannedFork planned = fork.planned();
        for (String file : List.of(RunFiles.raw(planned), RunFiles.histograms(planned), RunFiles.curve(planned))) {
            if (isStaged(file)) {
                adopt(file);
            }
        }
        writeJson(RunFiles.fork(planned), fork);
        checkpoint();
    }

    /**
     * Files an attempt that will be repeated because the machine was not quiet: as {@link #record}, with
     * {@code .noisy-<attempt>} in the names, so that it is kept and never counts.
     *
     * @param fork its record
     */
    public void recordNoisy(Fork fork) {
        String noisy = RunFiles.NOISY + fork.attempt();
        PlannedFork planned = fork.planned();
        adoptAs(RunFiles.raw(planned), planned.stem(RunFiles.FORKS) + noisy + ".json");
        adoptAs(RunFiles.histograms(planned), planned.stem(RunFiles.HISTOGRAMS) + noisy + ".hlog");
        adoptAs(RunFiles.curve(planned), planned.stem(RunFiles.CURVES) + noisy + ".csv");
        writeJson(planned.stem(RunFiles.FORKS) + noisy + RunFiles.FORK_SUFFIX, fork);
        checkpoint();
    }

    private void adoptAs(String staged, String relative) {
        if (!isStaged(staged)) {
            return;
        }
        try {
            Files.move(DurableFiles.temporary(resolve(staged)), stage(relative));
        } catch (IOException e) {
            throw DurableFiles.failure("cannot be renamed", resolve(relative), e);
        }
        adopt(relative);
    }

    /** Rewrites the manifest with the digests of all files written or adopted so far; the status stays. */
    public void checkpoint() {
        requireWritable();
        manifest = manifest.withFiles(digests);
        DurableFiles.replace(path.resolve(RunFiles.MANIFEST), Json.bytes(manifest));
    }

    /**
     * Ends the run: takes the digest of every file, also of those other programs wrote, and rewrites the manifest.
     *
     * @param status how it ended; PARTIAL leaves it to be resumed
     * @param endedAt wall clock; not kept while PARTIAL
     */
    public void finish(RunStatus status, Instant endedAt) {
        requireWritable();
        for (String file : files()) {
            digests.computeIfAbsent(file, name -> DurableFiles.sha256(resolve(name)));
        }
        manifest = manifest.ended(status, endedAt);
        checkpoint();
    }

    /** Lets another process write; what was not followed by {@link #checkpoint} stands in no manifest. */
    @Override
    public void close() {
        if (lock != null) {
            release(path, lock);
        }
    }

    private Path prepare(String relative) {
        requireWritable();
        Path target = resolve(relative);
        if (relative.equals(RunFiles.MANIFEST)) {
            throw new IllegalArgumentException("the manifest is written by checkpoint and finish");
        }
        if (!RunFiles.isDerived(relative) && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalStateException("raw files are written once: path=" + relative);
        }
        if (manifest.files().containsKey(relative)) {
            digests.remove(relative);
            checkpoint();
        }
        return target;
    }

    private void requireWritable() {
        if (lock == null || !lock.isOpen()) {
            throw new IllegalStateException("opened for reading, or closed: path=" + path);
        }
    }

    private static Manifest readManifest(Path path) {
        return Json.read(path.resolve(RunFiles.MANIFEST), Manifest.class);
    }

    private static FileChannel lock(Path path) {
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(path.resolve(RunFiles.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            release(path, channel);
        } catch (IOException e) {
            throw DurableFiles.failure("cannot be locked", path, e);
        }
        throw new BlackstartException(
                ErrorCode.LOCKED, "another process is writing this run", path, BlackstartException.NO_POSITION, null);
    }

    private static void release(Path path, @Nullable FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw DurableFiles.failure("cannot be unlocked", path, e);
        }
    }
}

package io.blackstart.cli.crash;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.cli.BuildVersion;
import io.blackstart.cli.run.ForkHost;
import io.blackstart.crashkit.KitSize;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.results.CrashSubject;
import io.blackstart.results.CrashTier;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.CrashVerdictStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs tiers against designs in a folder of its own and keeps what came of it. One process at a time works below one parent. Used
 * by one thread.
 */
public final class CrashKit implements AutoCloseable {
    private static final String FOLDER = "blackstart-crash";
    private static final String EVIDENCE = "evidence";

    private final Place place;
    private final Path folder;
    private final FileChannel lock;
    private final CrashProgress progress;
    private final String kit;

    /**
     * Where the kit works and what it tries.
     *
     * @param host JVMs that hold the designs
     * @param jarSha256 digest of their jar
     * @param parent directory on the file system that logs are to be kept on
     * @param store keeps verdicts
     * @param command how people type this program
     */
    public record Place(ForkHost host, String jarSha256, Path parent, CrashVerdictStore store, String command) {
        /** The same below another directory. */
        Place below(Path other) {
            return new Place(host, jarSha256, other, store, command);
        }
    }

    private CrashKit(Place place, Path folder, FileChannel lock, CrashProgress progress) {
        this.place = place;
        this.folder = folder;
        this.lock = lock;
        this.progress = progress;
        BuildVersion version = BuildVersion.current();
        this.kit = version.version() + " " + version.shortCommit() + (version.dirty() ? " with local changes" : "");
    }

    /**
     * Takes the folder.
     *
     * @throws BlackstartException LOCKED while another process works there
     */
    public static CrashKit open(Place place, CrashProgress progress) {
        Path folder = place.parent().toAbsolutePath().normalize().resolve(FOLDER);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locks(channel)) {
                channel.close();
                throw new BlackstartException(
                        ErrorCode.LOCKED,
                        "another crash kit is at work",
                        folder,
                        BlackstartException.NO_POSITION,
                        null);
            }
            return new CrashKit(place, folder, channel, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    /** What a verdict on that design and class is about, here. */
    public CrashSubject subject(LogDesign design, Durability durability) {
        return new CrashSubject(
                design.name(),
                durability.name(),
                design.wrapsForeignLog(),
                KitSubjects.options(design, durability),
                place.jarSha256(),
                fileSystem());
    }

    private String fileSystem() {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known of a subject. */
    public CrashVerdict known(CrashSubject subject) {
        return place.store().find(subject).orElseGet(() -> CrashVerdict.none(subject));
    }

    /** Runs these tiers and keeps their results. */
    public CrashVerdict run(CrashSubject subject, List<String> tiers, KitSize size, long seed) {
        CrashVerdict verdict = known(subject);
        for (String tier : tiers) {
            CrashTier result = one(subject, tier, size, seed, "");
            verdict = verdict.with(result);
            place.store().save(verdict);
        }
        return verdict;
    }

    /**
     * Runs one case again; nothing is kept of it.
     *
     * @throws IllegalArgumentException when the tier knows no such case
     */
    public CrashTier replay(CrashSubject subject, String tier, KitSize size, long seed, String caseId) {
        return one(subject, tier, size, seed, caseId);
    }

    private CrashTier one(CrashSubject subject, String tier, KitSize size, long seed, String caseId) {
        progress.begin(subject, tier);
        var job = new KitJob(
                subject.design(),
                Durability.valueOf(subject.durability()),
                tier,
                size,
                seed,
                caseId,
                folder,
                folder.resolve(tier + ".json"),
                kit,
                place.command());
        CrashTier result = new KitProcess(place.host()).run(job, progress);
        progress.end(subject, result);
        return result;
    }

    /** Where the files of failing cases are, if any failed. */
    public Optional<Path> evidence() {
        Path evidence = folder.resolve(EVIDENCE);
        return Files.isDirectory(evidence) ? Optional.of(evidence) : Optional.empty();
    }

    /** Lets go of the folder and, unless it holds evidence, removes it. */
    @Override
    public void close() {
        try {
            if (evidence().isEmpty()) {
                removeFiles();
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void removeFiles() throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path path : inside.toList()) {
                if (Files.isRegularFile(path)) {
                    Files.delete(path);
                }
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            @Nullable Path first = left.findFirst().orElse(null);
            if (first == null) {
                Files.delete(folder);
            }
        }
    }
}

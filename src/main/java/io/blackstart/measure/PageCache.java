package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * Makes files cold or warm, and checks it: rule 8 of the measuring rules. Whatever way they were made cold, the pages that are still resident are
 * counted with mincore(2), every one or an even sample of 65,536, and only at most {@value #COLD_RATIO_BOUND} of them passes for cold.
 *
 * <p>This is the cache of this kernel. A host below a guest, a storage array and a disk have caches of their own, which no program can drop or see.
 */
public final class PageCache {
    /** Files with at most this share of their pages resident are cold. */
    public static final double COLD_RATIO_BOUND = 0.001;

    private static final String DROP_CACHES = "/proc/sys/vm/drop_caches";
    private static final int READ_BYTES = 1 << 20;

    private final SystemFiles files;

    PageCache(SystemFiles files) {
        this.files = files;
    }

    /** The page cache of this machine. */
    public static PageCache ofSystem() {
        return new PageCache(SystemFiles.ofSystem());
    }

    /** Whether this process may drop all caches: as root, where the kernel's settings are not mounted read-only. */
    public boolean mayDropCaches() {
        return Files.isWritable(files.at(DROP_CACHES));
    }

    /** Whether single files can be evicted: with a {@code dd} that knows {@code oflag=nocache}. */
    public boolean mayEvict() {
        try {
            return Command.run(List.of("dd", "--help")).text().contains("nocache");
        } catch (BlackstartException e) {
            return false;
        }
    }

    /**
     * Syncs and drops all caches as root; where that cannot be done or did not help, evicts file by file; then counts what is still resident. When
     * both fail the state is {@link CacheState#WARM} and {@code how} says why: no exception, since the cell may still run under that name.
     *
     * @param paths regular files that no living process has mapped or is writing
     * @throws BlackstartException MISSING when one is not a regular file, IO when one cannot be read
     */
    public CacheReport makeCold(List<Path> paths) {
        checkFiles(paths);
        String dropped = dropAll();
        double ratio = residentRatio(paths);
        if (dropped.isEmpty() && isCold(ratio)) {
            return new CacheReport(CacheState.COLD_DROPPED, ratio, "sync, 3 to " + DROP_CACHES + ", " + counted(ratio));
        }
        String first = dropped.isEmpty() ? "dropping left " + percent(ratio) : dropped;
        String evicted = evict(paths);
        ratio = residentRatio(paths);
        if (evicted.isEmpty() && isCold(ratio)) {
            return new CacheReport(
                    CacheState.COLD_EVICTED,
                    ratio,
                    "dd oflag=nocache of each file, " + counted(ratio) + " (" + first + ")");
        }
        String second = evicted.isEmpty() ? "evicting left " + percent(ratio) : evicted;
        return new CacheReport(CacheState.WARM, ratio, "could not be made cold: " + first + "; " + second);
    }

    private static boolean isCold(double ratio) {
        return ratio >= 0 && ratio <= COLD_RATIO_BOUND;
    }

    private static String counted(double ratio) {
        return "mincore counts " + percent(ratio) + " of the pages resident";
    }

    private static String percent(double ratio) {
        return ratio < 0 ? "an unknown share" : String.format(Locale.ROOT, "%.2f %%", 100 * ratio);
    }

    /** Empty when done, else why not. */
    private String dropAll() {
        if (!mayDropCaches()) {
            return DROP_CACHES + " is not writable";
        }
        try {
            // Dirty pages are not dropped, so they are written first.
            Settle.sync();
            Files.writeString(files.at(DROP_CACHES), "3\n", StandardOpenOption.WRITE);
            return "";
        } catch (IOException e) {
            return DROP_CACHES + " refused: " + e.getMessage();
        } catch (BlackstartException e) {
            return "no sync: " + e.getMessage();
        }
    }

    /** Empty when done, else why not. With a count of 0 this form of dd writes nothing and advises the kernel to forget the whole file. */
    private static String evict(List<Path> paths) {
        for (Path path : paths) {
            try {
                Command.Output output =
                        Command.run(List.of("dd", "of=" + path, "oflag=nocache", "conv=notrunc,fdatasync", "count=0"));
                if (output.exitCode() != 0) {
                    return "dd refused: " + output.firstLine();
                }
            } catch (BlackstartException e) {
                return "no dd: " + e.getMessage();
            }
        }
        return "";
    }

    /**
     * Reads every file once from start to end and counts what is resident afterwards: less than all when the memory cannot hold them.
     *
     * @param paths regular files
     * @return always {@link CacheState#WARM}
     * @throws BlackstartException MISSING when one is not a regular file, IO when one cannot be read
     */
    public CacheReport warm(List<Path> paths) {
        checkFiles(paths);
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        for (Path path : paths) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                while (channel.read(buffer) >= 0) {
                    buffer.clear();
                }
            } catch (IOException e) {
                throw IoFailures.of("cannot read", path, e);
            }
        }
        double ratio = residentRatio(paths);
        return new CacheReport(CacheState.WARM, ratio, "read once, " + counted(ratio));
    }

    /**
     * Share of the files' pages that are in the page cache; of more than 256 MiB an even sample is asked.
     *
     * @param paths regular files
     * @return 0 to 1; 0 of no pages; 1 of files of another user, of which the kernel does not tell
     * @throws BlackstartException MISSING when one is not a regular file, IO when one cannot be mapped
     */
    public double residentRatio(List<Path> paths) {
        checkFiles(paths);
        var count = new ResidentPages(totalBytes(paths), ResidentPages.SAMPLE_LIMIT);
        for (Path path : paths) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                count.add(channel);
            } catch (IOException e) {
                throw IoFailures.of("cannot map", path, e);
            }
        }
        return count.ratio();
    }

    private static long totalBytes(List<Path> paths) {
        long total = 0;
        for (Path path : paths) {
            try {
                total += Files.size(path);
            } catch (IOException e) {
                throw IoFailures.of("cannot look at", path, e);
            }
        }
        return total;
    }

    private static void checkFiles(List<Path> paths) {
        for (Path path : paths) {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new BlackstartException(
                        ErrorCode.MISSING, "no regular file", path, BlackstartException.NO_POSITION, null);
            }
        }
    }
}

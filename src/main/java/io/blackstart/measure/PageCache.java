package io.blackstart.measure;

import java.nio.file.Path;
import java.util.List;

/** Makes files cold or warm, and checks it. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class PageCache {
    private PageCache() {}

    /** The page cache of this machine. */
    public static PageCache ofSystem() {
        return new PageCache();
    }

    /**
     * Syncs, then drops all caches as root, or else evicts each file; then counts what is still resident.
     *
     * @param files regular files, none of them mapped by a living process
     * @throws io.blackstart.BlackstartException MISSING or IO when a file cannot be read
     */
    public CacheReport makeCold(List<Path> files) {
        throw new UnsupportedOperationException("files=" + files);
    }

    /** Reads every file once from start to end and counts what is resident afterwards. */
    public CacheReport warm(List<Path> files) {
        throw new UnsupportedOperationException("files=" + files);
    }

    /** Share of the files' pages that are in the page cache, 0 to 1, negative where it cannot be known. */
    public double residentRatio(List<Path> files) {
        throw new UnsupportedOperationException("files=" + files);
    }
}

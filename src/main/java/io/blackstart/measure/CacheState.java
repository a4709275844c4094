package io.blackstart.measure;

/** What the page cache held of some files before they were read. */
public enum CacheState {
    /** Nothing: the kernel dropped all clean pages, as root, and the files were checked. */
    COLD_DROPPED,
    /** Nothing: the files were evicted one by one and checked. */
    COLD_EVICTED,
    /** Some or all. */
    WARM
}

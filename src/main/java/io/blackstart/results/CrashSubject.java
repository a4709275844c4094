package io.blackstart.results;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a verdict of the crash kit is about. A verdict speaks for nothing that differs in any of this.
 *
 * @param design name of the design
 * @param durability name of the class it was opened with: what it claims
 * @param foreign whether it wraps a log that others wrote, so that what it loses is no failure of this build
 * @param options what else it was opened with, by name
 * @param jarSha256 digest of the jar it came from
 * @param fileSystem type of the file system below the tiers that work on files, such as {@code ext4}
 */
public record CrashSubject(
        String design,
        String durability,
        boolean foreign,
        SortedMap<String, String> options,
        String jarSha256,
        String fileSystem) {
    /** Copies the options. */
    public CrashSubject {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }
}

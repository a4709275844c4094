package io.blackstart.results;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json}: who made this run, how far it got, and the digest of every other file.
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param runId UTC time, commit, four random letters
 * @param status how far it got
 * @param commit of the source, {@code unknown} outside a checkout
 * @param dirty whether tracked files differed from it
 * @param version of Blackstart
 * @param jarSha256 digest of {@code benchmarks.jar}
 * @param commandLine as typed
 * @param startedAt wall clock
 * @param endedAt wall clock, null while partial
 * @param files SHA-256 of every other file, by path below the run directory with {@code /}
 */
public record Manifest(
        int schemaVersion,
        String runId,
        RunStatus status,
        String commit,
        boolean dirty,
        String version,
        String jarSha256,
        List<String> commandLine,
        Instant startedAt,
        @Nullable Instant endedAt,
        SortedMap<String, String> files) {}

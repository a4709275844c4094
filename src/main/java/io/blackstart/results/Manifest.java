package io.blackstart.results;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
        @JsonSetter(nulls = Nulls.SET) @Nullable Instant endedAt,
        SortedMap<String, String> files) {
    /** Checks the run id's form and copies the collections. */
    public Manifest {
        RunId.parse(runId);
        commandLine = List.copyOf(commandLine);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The same run at its beginning: partial, without an end, without files. */
    Manifest started() {
        return with(RunStatus.PARTIAL, null, new TreeMap<>());
    }

    /** The same with other digests. */
    Manifest withFiles(SortedMap<String, String> digests) {
        return with(status, endedAt, digests);
    }

    /** The same, ended; a partial run has no end. */
    Manifest ended(RunStatus how, Instant at) {
        return with(how, how == RunStatus.PARTIAL ? null : at, files);
    }

    private Manifest with(RunStatus newStatus, @Nullable Instant newEnd, SortedMap<String, String> newFiles) {
        return new Manifest(
                schemaVersion,
                runId,
                newStatus,
                commit,
                dirty,
                version,
                jarSha256,
                commandLine,
                startedAt,
                newEnd,
                newFiles);
    }
}

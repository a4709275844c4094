package io.blackstart.results;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory of verdict files, one a {@link CrashSubject}: a verdict is fresh as long as its subject is the same. Not for several
 * processes at a time.
 */
public final class CrashVerdictStore {
    private static final int DIGEST_DIGITS = 12;

    private final Path directory;

    /**
     * The verdicts in a directory.
     *
     * @param directory made when the first is kept
     */
    public CrashVerdictStore(Path directory) {
        this.directory = directory;
    }

    /** The file of a subject. */
    public Path file(CrashSubject subject) {
        String digest = DurableFiles.sha256(Json.bytes(subject)).substring(0, DIGEST_DIGITS);
        return directory.resolve(subject.design() + "-" + subject.durability() + "-" + digest + ".json");
    }

    /** The verdict on exactly this subject; a file that cannot be read, or was written by another version, counts for none. */
    public Optional<CrashVerdict> find(CrashSubject subject) {
        Path file = file(subject);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            CrashVerdict verdict = Json.read(file, CrashVerdict.class);
            return verdict.subject().equals(subject) ? Optional.of(verdict) : Optional.empty();
        } catch (BlackstartException e) {
            if (e.code() == ErrorCode.CORRUPT || e.code() == ErrorCode.VERSION) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Keeps a verdict in the place of an older one on the same subject.
     *
     * @return its file
     */
    public Path save(CrashVerdict verdict) {
        Path file = file(verdict.subject());
        try {
            DurableFiles.createDirectories(file);
        } catch (IOException e) {
            throw DurableFiles.failure("cannot be created", file, e);
        }
        DurableFiles.replace(file, Json.bytes(verdict));
        return file;
    }
}

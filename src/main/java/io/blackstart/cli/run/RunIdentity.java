package io.blackstart.cli.run;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.cli.BuildVersion;
import io.blackstart.results.Manifest;
import io.blackstart.results.RunId;
import io.blackstart.results.RunSchema;
import io.blackstart.results.RunStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Which program measures: runs that differ in it are not one run.
 *
 * @param version of this build
 * @param jarSha256 digest of the program that measures
 */
public record RunIdentity(BuildVersion version, String jarSha256) {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * The identity of this build with that jar.
     *
     * @param jar the program that measures
     * @throws BlackstartException MISSING or IO when it cannot be read
     */
    public static RunIdentity of(Path jar) {
        return new RunIdentity(BuildVersion.current(), sha256(jar));
    }

    /** The manifest of a new run. */
    Manifest manifest(List<String> commandLine) {
        Instant now = Instant.now();
        return new Manifest(
                RunSchema.VERSION,
                RunId.create(now, version.commit(), new SecureRandom()).toString(),
                RunStatus.PARTIAL,
                version.commit(),
                version.dirty(),
                version.version(),
                jarSha256,
                commandLine,
                now,
                null,
                new TreeMap<>());
    }

    /**
     * Refuses to go on with a run that another program began.
     *
     * @throws BlackstartException UNSUPPORTED, naming what differs
     */
    void requireSame(Manifest begun, Path run) {
        requireEqual("commit", begun.commit(), version.commit(), run);
        requireEqual("digest of the benchmarks", begun.jarSha256(), jarSha256, run);
    }

    static void requireEqual(String what, String begun, String now, Path run) {
        if (!begun.equals(now)) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "cannot be resumed: " + what + " was " + begun + " and is " + now + "; start a new run",
                    run,
                    BlackstartException.NO_POSITION,
                    null);
        }
    }

    private static String sha256(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new BlackstartException(
                    ErrorCode.MISSING,
                    "the benchmarks are not built; run mvn -DskipTests package",
                    jar,
                    BlackstartException.NO_POSITION,
                    null);
        }
        try (InputStream in = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new BlackstartException(ErrorCode.IO, "cannot be read", jar, BlackstartException.NO_POSITION, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

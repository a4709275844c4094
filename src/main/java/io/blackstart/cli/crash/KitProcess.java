package io.blackstart.cli.crash;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.cli.run.ForkHost;
import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.results.CrashTier;
import io.blackstart.results.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs one tier in a JVM of its own and takes its result. A JVM that dies or falls silent is a verdict on the log under test. */
final class KitProcess {
    /** Far longer than any case may take; a tier speaks with every few of them. */
    private static final long SILENCE_SECONDS = 300;

    private final ForkHost host;

    KitProcess(ForkHost host) {
        this.host = host;
    }

    /**
     * Runs a tier.
     *
     * @throws IllegalArgumentException when it was asked for what does not exist
     * @throws BlackstartException UNSUPPORTED when the kit itself failed, IO
     */
    CrashTier run(KitJob job, CrashProgress progress) {
        Path errors = job.result().resolveSibling(job.tier() + ".err");
        try {
            Files.deleteIfExists(job.result());
            Process process = new ProcessBuilder(command(job))
                    .redirectError(errors.toFile())
                    .start();
            boolean spoke = listen(process, progress);
            int exitCode = process.waitFor();
            if (!spoke) {
                return KitResults.died(
                        job, CaseVerdict.HANG, "the tier said nothing for " + SILENCE_SECONDS + " s", Instant.now());
            }
            return result(job, exitCode, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a tier ran", e);
        }
    }

    private List<String> command(KitJob job) {
        return new ForkHost(host.java(), host.flags(), host.classPath(), KitMain.class.getName())
                .command(List.of("-XX:+UseSerialGC", "-Xmx768m"), job.arguments());
    }

    private static CrashTier result(KitJob job, int exitCode, Path errors) throws IOException {
        if (exitCode == KitMain.EXIT_DONE && Files.exists(job.result())) {
            return Json.read(job.result(), CrashTier.class);
        }
        String last = lastLine(errors);
        if (exitCode == KitMain.EXIT_USAGE) {
            throw new IllegalArgumentException(last);
        }
        if (exitCode == KitMain.EXIT_KIT_FAILED) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "tier " + job.tier() + " could not be run: " + last,
                    errors,
                    BlackstartException.NO_POSITION,
                    null);
        }
        return KitResults.died(
                job,
                CaseVerdict.DIED,
                "the JVM of the tier ended with exit code " + exitCode + (last.isEmpty() ? "" : ": " + last),
                Instant.now());
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    }

    /** Passes lines on until there are no more; false when none came for too long, and the JVM was ended. */
    private static boolean listen(Process process, CrashProgress progress) throws InterruptedException {
        var lines = new LinkedBlockingQueue<Optional<String>>();
        var reader = new Thread(() -> read(process, lines), "crash-kit-lines");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            Optional<String> line = lines.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                process.toHandle().destroyForcibly();
                return false;
            }
            if (line.isEmpty()) {
                return true;
            }
            KitLine.deliver(line.get(), progress);
        }
    }

    private static void read(Process process, LinkedBlockingQueue<Optional<String>> lines) {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException ended) {
            process.toHandle().destroyForcibly();
        }
        lines.add(Optional.empty());
    }
}

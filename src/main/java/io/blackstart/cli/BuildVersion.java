package io.blackstart.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.IVersionProvider;

/**
 * Which Blackstart this is.
 *
 * @param version of the jar, {@code development} when the classes come from a folder
 * @param commit full id of the checkout's commit, {@code unknown} outside a checkout
 * @param dirty whether tracked files differ from that commit
 */
public record BuildVersion(String version, String commit, boolean dirty) {
    /** Where the checkout is, set by {@code scripts/blackstart}. */
    public static final String HOME_PROPERTY = "blackstart.home";

    private static final String POM_PROPERTIES = "/META-INF/maven/io.blackstart/blackstart/pom.properties";
    private static final long GIT_TIMEOUT_SECONDS = 20;

    /** The checkout this was started from, if it was started by {@code scripts/blackstart}. */
    public static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(Path::of);
    }

    /** Asks the jar and git. */
    public static BuildVersion current() {
        Optional<Path> home = home().filter(path -> Files.exists(path.resolve(".git")));
        String commit = home.flatMap(path -> git(path, "rev-parse", "HEAD")).orElse("unknown");
        boolean dirty = home.flatMap(path -> git(path, "status", "--porcelain", "--untracked-files=no"))
                .map(changes -> !changes.isEmpty())
                .orElse(false);
        return new BuildVersion(jarVersion(), commit, dirty);
    }

    /** One line for people. */
    public static String describe() {
        BuildVersion current = current();
        return "blackstart " + current.version + ", commit " + current.commit
                + (current.dirty ? ", with local changes" : "");
    }

    /** The first digits of the commit, as they stand in a run's id. */
    public String shortCommit() {
        return commit.length() > 8 && !"unknown".equals(commit) ? commit.substring(0, 8) : commit;
    }

    private static String jarVersion() {
        try (InputStream in = BuildVersion.class.getResourceAsStream(POM_PROPERTIES)) {
            if (in == null) {
                return "development";
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What git prints, trimmed; empty when there is no git, or no answer. */
    private static Optional<String> git(Path directory, String... arguments) {
        var command = new java.util.ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(GIT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What {@code --version} prints. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                describe(), "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
            };
        }
    }
}

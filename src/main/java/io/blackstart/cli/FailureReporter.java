package io.blackstart.cli;

import io.blackstart.BlackstartException;
import io.blackstart.NearestName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever ended a command into one line for people and an {@link ExitCode} for scripts. The one place that does. */
final class FailureReporter {
    private final PrintWriter err;
    private final List<String> arguments;

    FailureReporter(PrintWriter err, List<String> arguments) {
        this.err = err;
        this.arguments = arguments;
    }

    /** A command line that picocli could not parse. */
    int usage(ParameterException failure) {
        var line = failure.getCommandLine();
        err.println(oneLine(message(failure) + nearest(failure)) + seeHelp(line));
        return ExitCode.USAGE;
    }

    /** A command that threw. */
    int failure(Exception failure, boolean verbose) {
        if (failure instanceof UsageException) {
            return told(failure, oneLine(failure.getMessage()), verbose, ExitCode.USAGE);
        }
        if (failure instanceof BlackstartException) {
            return told(failure, oneLine(failure.getMessage()), verbose, ExitCode.ENVIRONMENT);
        }
        if (failure instanceof UncheckedIOException unchecked) {
            return told(
                    failure,
                    oneLine(describe(Objects.requireNonNull(unchecked.getCause()))),
                    verbose,
                    ExitCode.ENVIRONMENT);
        }
        if (failure instanceof IOException io) {
            return told(failure, oneLine(describe(io)), verbose, ExitCode.ENVIRONMENT);
        }
        return bug(failure, verbose);
    }

    /** Anything else: what happened, and where the stack was put so that it can be reported. */
    int bug(Throwable thrown, boolean verbose) {
        String line = oneLine("a bug of Blackstart: " + thrown);
        Path file = writeBugFile(thrown);
        if (file == null) {
            err.println(line + "; please report it with the stack below");
            thrown.printStackTrace(err);
            return ExitCode.BUG;
        }
        return told(thrown, line + "; please report it with the file " + file, verbose, ExitCode.BUG);
    }

    private int told(Throwable thrown, String line, boolean verbose, int code) {
        err.println(line);
        if (verbose) {
            thrown.printStackTrace(err);
        }
        return code;
    }

    private static String seeHelp(CommandLine line) {
        return " (see " + line.getCommandSpec().qualifiedName() + " --help)";
    }

    private static String message(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            return unmatched.isUnknownOption() ? "unknown option '" + first + "'" : "unknown argument '" + first + "'";
        }
        return String.valueOf(failure.getMessage());
    }

    /** The nearest option or command there is. */
    private static String nearest(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String typed = unmatched.getUnmatched().get(0);
        var spec = failure.getCommandLine().getCommandSpec();
        var known = new ArrayList<String>();
        if (unmatched.isUnknownOption()) {
            spec.options().forEach(option -> known.addAll(List.of(option.names())));
            typed = typed.split("=", 2)[0];
        } else {
            known.addAll(spec.subcommands().keySet());
        }
        return known.isEmpty() ? "" : "; did you mean '" + NearestName.of(typed, known) + "'?";
    }

    /** IOException's own messages are often a bare path. */
    static String describe(IOException failure) {
        if (failure instanceof FileSystemException fileSystem) {
            String file = fileSystem.getFile();
            if (failure instanceof NoSuchFileException) {
                return "no such file or directory: " + file;
            }
            if (failure instanceof AccessDeniedException) {
                return "permission denied: " + file;
            }
            if (failure instanceof FileAlreadyExistsException) {
                return "already exists: " + file;
            }
            if (failure instanceof NotDirectoryException) {
                return "not a directory: " + file;
            }
            if (failure instanceof DirectoryNotEmptyException) {
                return "directory not empty: " + file;
            }
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static String oneLine(@Nullable String message) {
        return "blackstart: " + String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private @Nullable Path writeBugFile(Throwable thrown) {
        try {
            Path file = Files.createTempFile("blackstart-bug-", ".txt");
            try (var writer = new PrintWriter(Files.newBufferedWriter(file))) {
                writer.println("blackstart " + String.join(" ", arguments));
                writer.println(BuildVersion.describe());
                writer.println("Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
                thrown.printStackTrace(writer);
            }
            return file;
        } catch (IOException cannotWrite) {
            thrown.addSuppressed(cannotWrite);
            return null;
        }
    }
}

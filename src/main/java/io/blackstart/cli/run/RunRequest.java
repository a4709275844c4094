package io.blackstart.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the user asked of {@code blackstart run}; nothing is checked yet.
 *
 * @param profile name, when given
 * @param suites names, empty for all of the profile
 * @param designs names, empty for all there are
 * @param out run directory, when given
 * @param data where logs under test are written, when given
 * @param seed when given
 * @param plan file to repeat, when given
 * @param forks JVMs a cell, when given
 * @param commandLine as typed
 */
public record RunRequest(
        Optional<String> profile,
        List<String> suites,
        List<String> designs,
        Optional<Path> out,
        Optional<Path> data,
        OptionalLong seed,
        Optional<Path> plan,
        OptionalInt forks,
        List<String> commandLine) {
    /** Keeps its own copies. */
    public RunRequest {
        suites = List.copyOf(suites);
        designs = List.copyOf(designs);
        commandLine = List.copyOf(commandLine);
    }
}

package io.blackstart.cli.run;

import io.blackstart.measure.DataDirectory;
import java.nio.file.Path;

/** Leaves a marked data directory behind, as a killed run does. */
public final class ClaimMain {
    private ClaimMain() {}

    /**
     * Claims and ends.
     *
     * @param arguments the directory
     */
    public static void main(String[] arguments) {
        DataDirectory.claim(Path.of(arguments[0]));
    }
}

package io.blackstart.cli;

import java.nio.file.Path;

/** Where things are in the checkout this was started from, and how they are shown to people. */
final class Checkout {
    private Checkout() {}

    /** The checkout, or the working directory when this was not started by {@code scripts/blackstart}. */
    static Path home() {
        return BuildVersion.home().orElseGet(Checkout::here);
    }

    /** Where runs go unless told otherwise. */
    static Path results() {
        return home().resolve("results");
    }

    /** Where verdicts of the crash kit are kept. */
    static Path verdicts() {
        return results().resolve("verdicts");
    }

    /** The program that measures. */
    static Path benchmarks() {
        return home().resolve("benchmarks").resolve("target").resolve("benchmarks.jar");
    }

    /** How to type this command from here. */
    static String command() {
        return quoted(shown(home().resolve("scripts").resolve("blackstart")));
    }

    /** A path as short as it can be typed from here. */
    static String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here()) ? here().relativize(absolute).toString() : absolute.toString();
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }
}

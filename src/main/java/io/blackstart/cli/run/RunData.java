package io.blackstart.cli.run;

import java.nio.file.Path;

/**
 * Where one run keeps what is gone when it ends: logs under test, checks and output of the fork that measures.
 *
 * @param root marked as ours, absolute
 */
public record RunData(Path root) {
    /** Checks of the current fork. */
    Path checks() {
        return root.resolve("checks.tsv");
    }

    /** Output of the current fork. */
    Path output() {
        return root.resolve("output.txt");
    }

    /** Logs prepared for replay or recovery, kept for all forks that read them; {@code what} tells sizes and shards. */
    Path prepared(String design, String what) {
        return root.resolve("replay-" + design + "-" + what);
    }
}

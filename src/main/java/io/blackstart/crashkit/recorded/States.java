package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.Oracle;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** What several builders of states share. */
final class States {
    /** What a directory in memory calls itself: nothing may ever be there. */
    static final Path PATH = Path.of(System.getProperty("java.io.tmpdir"), "blackstart-in-memory-only");

    private States() {}

    /** Hash of a whole directory. */
    static long hash(Map<String, Image> state) {
        long hash = state.size();
        for (Map.Entry<String, Image> entry : state.entrySet()) {
            hash += Oracle.mix(
                    Oracle.mix(entry.getKey().hashCode()) ^ entry.getValue().hash());
        }
        return Oracle.mix(hash);
    }

    /**
     * A directory that begins in a state.
     *
     * @param state names and files
     * @param numbers of the files, by name
     */
    static MemoryDirectory directory(Map<String, Image> state, Map<String, Integer> numbers) {
        var directory = new MemoryDirectory(PATH, Long.MAX_VALUE);
        state.forEach((name, image) -> directory.place(
                name, new MemoryFile(Objects.requireNonNull(numbers.get(name)), image.bytes(), image.size())));
        return directory;
    }

    /** The judgement, or OUTSIDE when the log asked for anything that is not a plain name. */
    static Judgement withoutOutside(MemoryDirectory directory, Judgement found) {
        return directory.outside()
                ? Judgement.of(CaseVerdict.OUTSIDE, "asked for a name that is a path; then: " + found.verdict())
                : found;
    }
}

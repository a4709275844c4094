package io.blackstart.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All mounts that this process sees. */
final class MountTable {
    static final String PATH = "/proc/self/mountinfo";

    private final List<Mount> mounts;

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /** Reads the file; a line that has not its shape is left out. */
    static MountTable parse(String text) {
        var mounts = new ArrayList<Mount>();
        for (String line : text.split("\n", -1)) {
            parseLine(line).ifPresent(mounts::add);
        }
        return new MountTable(mounts);
    }

    /** Six fields, then any number of optional ones, a dash, and three more. */
    private static Optional<Mount> parseLine(String line) {
        String[] halves = line.split(" - ", 2);
        if (halves.length < 2) {
            return Optional.empty();
        }
        String[] first = halves[0].split(" ", -1);
        String[] second = halves[1].split(" ", -1);
        if (first.length < 6 || second.length < 3) {
            return Optional.empty();
        }
        return Optional.of(new Mount(
                first[2],
                unescape(first[3]),
                unescape(first[4]),
                first[5],
                second[0],
                unescape(second[1]),
                second[2],
                line));
    }

    /** The kernel writes space, tab, line break and backslash as a backslash and three octal digits. */
    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    List<Mount> all() {
        return mounts;
    }

    /** The mount on which an absolute path without links lies: the one with the longest mount point, and of equal ones the last, which hides the others. */
    Optional<Mount> holding(Path path) {
        Mount best = null;
        for (Mount mount : mounts) {
            boolean holds = path.startsWith(mount.mountPoint());
            if (holds
                    && (best == null
                            || mount.mountPoint().length() >= best.mountPoint().length())) {
                best = mount;
            }
        }
        return Optional.ofNullable(best);
    }
}

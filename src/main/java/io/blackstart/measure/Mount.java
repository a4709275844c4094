package io.blackstart.measure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One line of {@code /proc/self/mountinfo}; its fields are told in proc(5).
 *
 * @param deviceNumber major and minor, with a colon
 * @param root of the mount within the file system
 * @param mountPoint where it is mounted
 * @param options of this mount
 * @param fileSystem type
 * @param source device, or what the file system calls its source
 * @param superOptions of the file system
 * @param line as it was read
 */
record Mount(
        String deviceNumber,
        String root,
        String mountPoint,
        String options,
        String fileSystem,
        String source,
        String superOptions,
        String line) {
    /** Options of the mount and of the file system, each once, comma separated. */
    String allOptions() {
        Set<String> all = new LinkedHashSet<>(List.of(options.split(",")));
        all.addAll(List.of(superOptions.split(",")));
        return String.join(",", all);
    }

    /** Whether an option stands among those of the mount or of the file system. */
    boolean hasOption(String option) {
        return ("," + options + "," + superOptions + ",").contains("," + option + ",");
    }
}

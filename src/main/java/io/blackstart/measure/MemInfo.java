package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.util.HashMap;
import java.util.Map;

/** The figures of {@code /proc/meminfo}, in bytes. */
final class MemInfo {
    static final String PATH = "/proc/meminfo";

    private final Map<String, Long> bytesByName = new HashMap<>();

    private MemInfo() {}

    /** Reads every line of the shape {@code Name:  123 kB}; what has another shape is left out. */
    static MemInfo parse(String text) {
        var info = new MemInfo();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            String[] words = line.substring(colon + 1).strip().split("\\s+", -1);
            if (colon > 0 && words[0].matches("\\d{1,15}")) {
                long unitBytes = words.length > 1 && words[1].equals("kB") ? 1024 : 1;
                info.bytesByName.put(line.substring(0, colon), Long.parseLong(words[0]) * unitBytes);
            }
        }
        return info;
    }

    /**
     * One figure.
     *
     * @throws BlackstartException MISSING when the kernel does not tell it
     */
    long bytes(String name) {
        Long bytes = bytesByName.get(name);
        if (bytes == null) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "the environment cannot be recorded: no " + name + " in " + PATH);
        }
        return bytes;
    }

    /** Written to the page cache and not yet on a disk. */
    long writebackDebtBytes() {
        return bytes("Dirty") + bytes("Writeback");
    }
}

package io.blackstart.measure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code some} line of a file in {@code /proc/pressure}: the share of time in which at least one task waited. Told in the kernel's
 * Documentation/accounting/psi.rst.
 *
 * @param tenSecondRatio over about the last 10 s, 0 to 1
 * @param totalMicros since boot
 */
record Pressure(double tenSecondRatio, long totalMicros) {
    static final String IO_PATH = "/proc/pressure/io";
    static final String CPU_PATH = "/proc/pressure/cpu";
    static final String MEMORY_PATH = "/proc/pressure/memory";

    private static final Pattern SOME =
            Pattern.compile("(?m)^some avg10=(\\d+\\.\\d+) avg60=\\S+ avg300=\\S+ total=(\\d{1,18})$");

    /** Empty when the text has no such line, as on a kernel that has the files and not the feature. */
    static Optional<Pressure> parse(String text) {
        Matcher some = SOME.matcher(text);
        return some.find()
                ? Optional.of(new Pressure(Double.parseDouble(some.group(1)) / 100, Long.parseLong(some.group(2))))
                : Optional.empty();
    }
}

package io.blackstart.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * The one list of flags that every JVM of ours is started with. Agrona needs the export, Chronicle the opens; bounds checks of
 * Agrona's buffers are off because every length is checked before a buffer is touched; Chronicle's analytics never call home.
 */
public final class JvmFlags {
    /** The first feature version that knows {@code --sun-misc-unsafe-memory-access}, and warns without it (JEP 498). */
    private static final int FIRST_WITH_UNSAFE_SWITCH = 24;

    private static final List<String> EVERYWHERE = List.of(
            "--add-exports",
            "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens",
            "java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.nio=ALL-UNNAMED",
            "-Dchronicle.analytics.disable=true",
            "-Dagrona.disable.bounds.checks=true");

    private JvmFlags() {}

    /**
     * The flags for a JVM of the given feature version, in the order in which they stand on its command line.
     *
     * @param featureVersion 17 or above, as {@link Runtime.Version#feature()} gives it
     * @return an immutable list; an option that takes its value apart, such as {@code --add-opens}, is two elements
     * @throws IllegalArgumentException below 17
     */
    public static List<String> forFeature(int featureVersion) {
        if (featureVersion < 17) {
            throw new IllegalArgumentException("featureVersion=" + featureVersion + ", must be at least 17");
        }
        if (featureVersion < FIRST_WITH_UNSAFE_SWITCH) {
            return EVERYWHERE;
        }
        var flags = new ArrayList<>(EVERYWHERE);
        flags.add("--sun-misc-unsafe-memory-access=allow");
        return List.copyOf(flags);
    }

    /** The flags for children that are started with the same JDK as this process. */
    public static List<String> forThisJvm() {
        return forFeature(Runtime.version().feature());
    }
}

package io.blackstart.benchmarks;

/**
 * Flags of a fork that plain JMH starts, as constants for {@code @Fork(jvmArgsPrepend = ...)}. They come first, so what a
 * user adds on JMH's command line, or gives the JVM that runs JMH, wins. A launcher that forks itself passes the same, and on feature version 24 and above {@code --sun-misc-unsafe-memory-access=allow}, which 17 refuses and
 * without which newer JDKs only print a warning.
 */
final class JvmArguments {
    /** Agrona reaches memory through it. */
    static final String EXPORT_MISC = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";
    /** Chronicle Queue maps files through it. */
    static final String OPEN_NIO_CHANNELS = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
    /** Chronicle Queue needs it. */
    static final String OPEN_REFLECT = "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED";
    /** Chronicle Queue needs it. */
    static final String OPEN_NIO = "--add-opens=java.base/java.nio=ALL-UNNAMED";
    /** No measurement talks to the network. */
    static final String NO_ANALYTICS = "-Dchronicle.analytics.disable=true";
    /** Agrona's checks of each access; every design and every limit runs without them. */
    static final String NO_BOUNDS_CHECKS = "-Dagrona.disable.bounds.checks=true";
    /** Smallest heap, equal to the largest so that it never resizes. */
    static final String HEAP_MIN = "-Xms1g";
    /** Largest heap. */
    static final String HEAP_MAX = "-Xmx1g";
    /** A collector without threads that work beside the measured ones. */
    static final String COLLECTOR = "-XX:+UseParallelGC";
    /** Tapes and footprints live outside the heap. */
    static final String DIRECT_MAX = "-XX:MaxDirectMemorySize=1g";

    private JvmArguments() {}
}

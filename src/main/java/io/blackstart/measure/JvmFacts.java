package io.blackstart.measure;

import java.nio.file.Path;

/**
 * What the JVM says of itself to the {@link Doctor}.
 *
 * @param featureVersion of the JDK
 * @param name vendor, version and mode
 * @param interpreted whether it runs without compilers
 * @param processors it may use
 * @param temporaryDirectory where the system keeps what it may forget
 */
record JvmFacts(int featureVersion, String name, boolean interpreted, int processors, Path temporaryDirectory) {
    static JvmFacts ofThisJvm() {
        String mode = System.getProperty("java.vm.info", "");
        return new JvmFacts(
                Runtime.version().feature(),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version") + ", " + mode,
                mode.contains("interpreted"),
                Runtime.getRuntime().availableProcessors(),
                Path.of(System.getProperty("java.io.tmpdir")));
    }
}

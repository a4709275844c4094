package io.blackstart.measure;

import java.nio.file.Path;
import java.util.List;

/** Collects the {@link Environment}. A record that cannot be collected is an error, not a gap. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class EnvironmentCollector {
    private EnvironmentCollector() {}

    /** A collector for this machine. */
    public static EnvironmentCollector ofSystem() {
        return new EnvironmentCollector();
    }

    /**
     * Collects.
     *
     * @param dataDirectory existing directory where the logs under test are written
     * @param jvmFlags what each fork is started with
     * @throws io.blackstart.BlackstartException MISSING when a field that every Linux has cannot be read
     */
    public CollectedEnvironment collect(Path dataDirectory, List<String> jvmFlags) {
        throw new UnsupportedOperationException("dataDirectory=" + dataDirectory + jvmFlags);
    }

    /** The class of a machine: a digest of the stable fields that change what is measured. */
    public static String envClass(Environment.Stable stable) {
        throw new UnsupportedOperationException("stable=" + stable);
    }
}

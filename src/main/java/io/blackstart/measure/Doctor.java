package io.blackstart.measure;

import java.util.List;

/** Checks a machine before a run. Reads and reports; the only thing it writes is a probe file in the data directory, which it removes. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Doctor {
    private Doctor() {}

    /** A doctor for this machine. */
    public static Doctor ofSystem() {
        return new Doctor();
    }

    /**
     * Makes every check; each gives at least one finding, in a fixed order.
     *
     * @param request what the run is going to ask
     * @return findings, the harmless ones too
     */
    public List<Finding> examine(DoctorRequest request) {
        throw new UnsupportedOperationException("dataDirectory=" + request.dataDirectory());
    }

    /** The heaviest severity among findings, {@link Severity#OK} of none. */
    public static Severity worst(List<Finding> findings) {
        return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.OK);
    }
}

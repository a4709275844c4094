package io.blackstart.report;

import io.blackstart.results.RunDirectory;

/** A run as a page for people. */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * The report of a run, also of a partial or damaged one: it says what is missing.
     *
     * @param run open for reading or writing
     */
    public static Report render(RunDirectory run) {
        return new Report("", "", run.manifest().runId());
    }

    /**
     * Writes {@code report.html} and {@code report.md} into the run and rewrites its manifest.
     *
     * @param run open for writing; its summary need not have been derived
     */
    public static Report write(RunDirectory run) {
        return new Report("", "", run.manifest().runId());
    }
}

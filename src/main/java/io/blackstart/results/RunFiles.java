package io.blackstart.results;

import java.util.List;

/** Names of the files of a run directory, below it, with {@code /}. */
public final class RunFiles {
    /** Identity, status and digests; rewritten last after every change. */
    public static final String MANIFEST = "manifest.json";
    /** What was going to be done. */
    public static final String PLAN = "plan.json";
    /** The environment. */
    public static final String ENVIRONMENT = "env.json";
    /** Folder of raw dumps of the environment. */
    public static final String ENVIRONMENT_FOLDER = "env";
    /** Folder of the forks' raw results. */
    public static final String FORKS = "forks";
    /** Folder of the histograms. */
    public static final String HISTOGRAMS = "hist";
    /** Folder of the crash kit's verdicts. */
    public static final String VERDICTS = "verdicts";
    /** Folder of restoration curves. */
    public static final String CURVES = "curves";
    /** All JMH results of the run in one array. */
    public static final String JMH = "jmh.json";
    /** Every check. */
    public static final String CHECKS = "checks.json";
    /** Everything derived. */
    public static final String SUMMARY = "summary.json";
    /** One line a figure. */
    public static final String SUMMARY_CSV = "summary.csv";
    /** Verdicts, when there are two arms. */
    public static final String COMPARISON = "comparison.json";
    /** The page for people. */
    public static final String REPORT_HTML = "report.html";
    /** The same as plain text with marks. */
    public static final String REPORT_MARKDOWN = "report.md";

    /** Held while a process writes; says nothing once that process is gone. */
    static final String LOCK = ".lock";

    /** Ends the name of a file that is not whole yet. */
    static final String PARTIAL_SUFFIX = ".part";

    /** In the names of an attempt that was repeated. */
    static final String NOISY = ".noisy-";

    /** Ends the name of a fork's record. */
    static final String FORK_SUFFIX = ".fork.json";

    private static final List<String> DERIVED =
            List.of(JMH, CHECKS, SUMMARY, SUMMARY_CSV, COMPARISON, REPORT_HTML, REPORT_MARKDOWN);

    private RunFiles() {}

    /** Whether the file can be made again from others, and so may be replaced; raw files are written once. */
    static boolean isDerived(String path) {
        return DERIVED.contains(path);
    }

    /** {@code forks/<cell>/<arm>-<block>.json}: what JMH or the rig wrote. */
    public static String raw(PlannedFork fork) {
        return fork.stem(FORKS) + ".json";
    }

    /** {@code forks/<cell>/<arm>-<block>.fork.json}: what happened around it. */
    public static String fork(PlannedFork fork) {
        return fork.stem(FORKS) + FORK_SUFFIX;
    }

    /** {@code verdicts/<design>-<class>.json}: what the crash kit says of a design as it is measured. */
    public static String verdict(CrashSubject subject) {
        return VERDICTS + "/" + subject.design() + "-" + subject.durability() + ".json";
    }

    /** {@code hist/<cell>/<arm>-<block>.hlog}: its histograms. */
    public static String histograms(PlannedFork fork) {
        return fork.stem(HISTOGRAMS) + ".hlog";
    }

    /** {@code curves/<cell>/<arm>-<block>.csv}: its restoration curve. */
    public static String curve(PlannedFork fork) {
        return fork.stem(CURVES) + ".csv";
    }
}

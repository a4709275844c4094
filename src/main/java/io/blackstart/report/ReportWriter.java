package io.blackstart.report;

import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import java.util.List;

/**
 * A run as a page for people. Everything is derived again from the raw files; what is missing or damaged is named in the page and
 * made up for nowhere. All text is escaped: names and reasons in a run may come from anywhere.
 */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * The report of a run, also of a partial or damaged one: it says what is missing.
     *
     * @param run open for reading or writing
     */
    public static Report render(RunDirectory run) {
        RunView view = RunView.read(run);
        var answer = new Answer(view);
        var document = new ReportDocument(
                answer.title(), answer.lead(), answer.badges(), answer.stamp(), answer.problems(), sections(view));
        return new Report(Templates.html(document), Templates.markdown(document), answer.title() + " " + answer.lead());
    }

    /**
     * Writes {@code report.html} and {@code report.md} into the run and rewrites its manifest.
     *
     * @param run open for writing; its summary need not have been derived
     */
    public static Report write(RunDirectory run) {
        Report report = render(run);
        run.writeText(RunFiles.REPORT_HTML, report.html());
        run.writeText(RunFiles.REPORT_MARKDOWN, report.markdown());
        run.checkpoint();
        return report;
    }

    private static List<Section> sections(RunView view) {
        var charts = new Charts();
        var overview = new OverviewSections(view);
        var speeds = new SpeedSections(view, charts);
        var times = new TimeSections(view, charts);
        var records = new RecordSections(view);
        return List.of(
                overview.asked(),
                overview.verdicts(),
                new CrashSection(view.verdicts()).section(),
                speeds.append(),
                speeds.durable(),
                speeds.replay(),
                speeds.limits(),
                times.latency(),
                times.phases(),
                new RecoverySection(view, charts).section(),
                new ReplicationSections(view).replication(),
                overview.targets(),
                new RestoreSection(view.floor(), charts).section(),
                records.environment(),
                records.command(),
                records.outcasts(),
                records.notMeasured(),
                records.method(),
                records.rawFiles(),
                records.repeat());
    }
}

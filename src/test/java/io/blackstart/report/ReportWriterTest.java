package io.blackstart.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.results.Cell;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"quoted\" | **bold**";

    private static Report complete;

    @TempDir
    Path directory;

    /** Rendered once: charts of all suites take their time. */
    @BeforeAll
    static void renderAll(@TempDir Path run) {
        complete = ReportWriter.render(RunFixture.complete().write(run.resolve("run")));
    }

    /** The durable suite and its limits: enough for what does not concern the others. */
    private static RunFixture durableOnly() {
        return RunFixture.complete()
                .without(cell ->
                        !cell.suite().equals("append.durable") && !cell.suite().equals("limits"));
    }

    private Report report(RunFixture fixture) {
        return ReportWriter.render(fixture.write(directory.resolve("run")));
    }

    private static Predicate<Cell> durable(String design) {
        return cell -> cell.suite().equals("append.durable") && design.equals(cell.design());
    }

    private static List<String> all(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void answersFirst() {
        Report report = complete;
        assertTrue(report.answer().contains("cold server"), report.answer());
        int answer = report.html().indexOf("<h1");
        assertTrue(answer > 0 && answer < report.html().indexOf("<h2"), "the answer stands above every section");
        assertTrue(report.markdown().startsWith("# A cold server"), "the answer is the text's title");
    }

    @Test
    void loadsNothing() {
        String html = complete.html();
        assertEquals(List.of(), all("(?i)<(script|link|iframe|object|embed|base|img|form)\\b", html));
        assertEquals(List.of(), all("(?i)\\b(src|srcset|action|poster)\\s*=", html));
        assertEquals(List.of(), all("(?i)url\\(|@import|javascript:|\\son[a-z]+\\s*=", html));
        List<String> targets = all("href=\"[^\"]*\"", html).stream()
                .filter(href -> href.startsWith("href=\"//") || href.contains(":"))
                .toList();
        assertEquals(List.of(), targets, "links stay in the page or the run's directory");
    }

    @Test
    void everyLinkInsideThePageHasItsTarget() {
        String html = complete.html();
        List<String> links = all("href=\"#[^\"]+\"", html);
        assertFalse(links.isEmpty(), "the page has a table of contents");
        for (String link : links) {
            String id = link.substring("href=\"#".length(), link.length() - 1);
            assertEquals(1, all("id=\"" + Pattern.quote(id) + "\"", html).size(), link);
        }
    }

    @Test
    void everyChartHasItsDataBesideIt() {
        String html = complete.html();
        String[] pieces = html.split("<figure", -1);
        assertTrue(pieces.length > 4, "charts: " + (pieces.length - 1));
        for (int index = 1; index < pieces.length; index++) {
            assertTrue(pieces[index].contains("<svg"), "figure " + index + " is a picture");
            assertTrue(pieces[index].contains("<table"), "figure " + index + " is followed by its data");
        }
    }

    @Test
    void escapesWhatComesFromTheRun() {
        Report report = report(durableOnly()
                .refuse(durable("mapped"), HOSTILE)
                .notMeasured(HOSTILE, HOSTILE)
                .fail(planned -> planned.block() == 0, HOSTILE));
        assertEquals(List.of(), all("(?i)<script", report.html()));
        assertTrue(report.html().contains("&lt;script&gt;"), "the reason itself is shown");
        assertEquals(List.of(), all("(?<!\\\\)\\*\\*bold", report.markdown()));
        assertEquals(List.of(), all("(?<!\\\\)<script", report.markdown()));
    }

    @Test
    void keepsRefusedCellsWithTheirReason() {
        Report report = report(durableOnly().refuse(durable("mapped"), "lost acknowledged records"));
        for (String text : List.of(report.html(), report.markdown())) {
            assertTrue(text.contains("lost acknowledged records"));
        }
    }

    @Test
    void keepsFailedCellsWithTheirReason() {
        RunFixture fixture = durableOnly();
        String id = fixture.the(
                        cell -> durable("mapped").test(cell) && cell.has("inFlight", "64") && cell.threads() == 1)
                .id();
        Report report = report(fixture.fail(planned -> planned.cellId().equals(id), "the JVM ended with exit code 1"));
        assertTrue(report.html().contains("the JVM ended with exit code 1"));
        assertTrue(report.html().contains("FAILED"), "a failed cell is a verdict of the page");
    }

    @Test
    void saysSaturatedInsteadOfComparing() {
        Report healthy = complete;
        Report missed = ReportWriter.render(RunFixture.complete()
                .without(cell -> !cell.suite().equals("append.latency"))
                .saturate(cell -> "mapped".equals(cell.design()))
                .write(directory.resolve("saturated")));
        assertFalse(healthy.markdown().contains("SATURATED"), "not said of rates that were met");
        assertTrue(missed.markdown().contains("SATURATED"));
    }

    @Test
    void listsWhatWasNotMeasured() {
        Report report = report(durableOnly().notMeasured("a third site", "one machine has one"));
        assertTrue(report.html().contains("a third site") && report.html().contains("one machine has one"));
        assertTrue(report.markdown().contains("a third site"));
    }

    @Test
    void stampsWhatIsNotComparable() {
        String stamp = "NOT COMPARABLE";
        assertFalse(complete.html().contains(stamp));
        RunDirectory smoke = durableOnly().profile("smoke", false).write(directory.resolve("smoke"));
        assertTrue(ReportWriter.render(smoke).html().contains(stamp));
    }

    @Test
    void saysThatARunIsPartial() {
        Report report = report(durableOnly().ran(planned -> planned.block() == 0));
        assertTrue(report.html().contains("PARTIAL"), "stamped");
        assertTrue(report.html().contains("--resume"), "and tells how to end it");
    }

    @Test
    void inventsNoAnswerWithoutColdReplays() {
        Report report = report(durableOnly());
        assertFalse(report.answer().contains("needs at least"), report.answer());
        assertFalse(report.markdown().contains("needs at least"));
    }

    @Test
    void namesMissingAndDamagedFiles() throws IOException {
        RunDirectory run = durableOnly().write(directory.resolve("run"));
        Path lost;
        try (Stream<Path> files = Files.walk(directory.resolve("run/forks"))) {
            lost = files.filter(file -> file.toString().endsWith("main-0.json"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(lost);
        Files.writeString(directory.resolve("run/env.json"), "{");
        Report report = ReportWriter.render(run);
        assertTrue(
                report.html().contains(directory.resolve("run").relativize(lost).toString()), "names the missing file");
        assertTrue(report.html().contains("env.json"), "names the damaged file");
    }

    @Test
    void showsEverySpeedBesideItsLimit() {
        String markdown = complete.markdown();
        String append = markdown.substring(markdown.indexOf("## Append speed"), markdown.indexOf("## Durable append"));
        long cells = RunFixture.complete().cells().stream()
                .filter(cell -> cell.suite().equals("append"))
                .count();
        List<String> rows = all("(?m)^\\| [^|]+ \\| (mapped|group-commit|chronicle) \\|.*$", append).stream()
                .filter(row -> row.chars().filter(c -> c == '|').count() >= 9)
                .toList();
        assertEquals(cells, rows.size(), "one row a cell");
        for (String row : rows) {
            String[] columns = row.split("\\|", -1);
            assertTrue(columns[5].strip().matches("[0-9.]+"), "limit in: " + row);
            assertTrue(columns[6].strip().matches("[*0-9.]+"), "ratio in: " + row);
        }
    }

    @Test
    void isTheSameEachTime() {
        RunDirectory run = durableOnly().write(directory.resolve("run"));
        assertEquals(ReportWriter.render(run), ReportWriter.render(run));
    }

    @Test
    void isWrittenIntoTheRunAndCoveredByItsManifest() throws IOException {
        RunDirectory run = durableOnly().write(directory.resolve("run"));
        Report report = ReportWriter.write(run);
        assertEquals(report.html(), Files.readString(directory.resolve("run/report.html")));
        assertEquals(report.markdown(), Files.readString(directory.resolve("run/report.md")));
        String manifest = Files.readString(directory.resolve("run/manifest.json"));
        assertTrue(manifest.contains("report.html") && manifest.contains("report.md"));
    }
}

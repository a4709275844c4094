package io.blackstart.report;

import io.blackstart.measure.Environment;
import io.blackstart.report.Block.Fact;
import io.blackstart.report.Table.Column;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.ForkOutcome;
import io.blackstart.results.NotMeasured;
import io.blackstart.results.Plan;
import io.blackstart.results.RunFiles;
import io.blackstart.results.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/** What a reader needs to doubt, check and repeat a run. */
final class RecordSections {
    private final RunView view;

    RecordSections(RunView view) {
        this.view = view;
    }

    /** The machine. */
    Section environment() {
        var section = new Section.Builder("environment", "Environment");
        Environment environment = view.environment();
        if (environment == null) {
            return section.paragraph("The machine of this run is not known: env.json is missing or damaged.")
                    .build();
        }
        Environment.Hardware hardware = environment.stable().hardware();
        Environment.OperatingSystem system = environment.stable().system();
        Environment.Storage storage = environment.stable().storage();
        Environment.Jdk jdk = environment.stable().jdk();
        Environment.State state = environment.state();
        section.add(new Block.Facts(List.of(
                new Fact("Class", environment.envClass()),
                new Fact(
                        "Processor",
                        hardware.processor() + ", " + Words.count(hardware.cores(), "core", "cores") + ", "
                                + hardware.architecture() + ", microcode " + hardware.microcode()),
                new Fact("Governor", hardware.governor()),
                new Fact(
                        "Memory",
                        Numbers.bytes((double) hardware.memoryBytes()) + ", "
                                + Numbers.bytes((double) state.freeMemoryBytes()) + " available at the start"),
                new Fact("System", system.name() + ", kernel " + system.kernel()),
                new Fact("Kernel command line", system.commandLine()),
                new Fact("Virtualisation", system.virtualisation() + "; cgroup " + system.cgroup()),
                new Fact("Huge pages, clock", system.transparentHugePages() + ", " + system.clockSource()),
                new Fact(
                        "Logs under test",
                        storage.directory() + " on " + storage.fileSystem() + " ("
                                + storage.mountOptions() + "), " + storage.device() + ", scheduler "
                                + storage.scheduler() + ", "
                                + Numbers.bytes((double) state.freeDiskBytes()) + " free"),
                new Fact("JDK", jdk.vendor() + " " + jdk.version() + ", " + jdk.collector()),
                new Fact("Flags", String.join(" ", jdk.flags())),
                new Fact(
                        "Load at the start",
                        state.load() + "; pressure: processor " + state.pressureCpu() + ", disk " + state.pressureIo()
                                + ", memory " + state.pressureMemory()),
                new Fact("Temperature", state.temperature()))));
        return section.build();
    }

    /** Command and seeds. */
    Section command() {
        var section = new Section.Builder("command", "Exact command and seeds");
        section.code(String.join(" ", view.manifest().commandLine()));
        String seed = view.plan().map(plan -> Numbers.count(plan.seed())).orElse("not known, the plan is missing");
        section.add(new Block.Facts(List.of(
                new Fact("Seed of the run", seed.replace(String.valueOf(Numbers.GROUP), "")),
                new Fact(
                        "Seeds of the forks",
                        "in plan.json, derived from it; the designs of one block get the same records"),
                new Fact("benchmarks.jar", "SHA-256 " + view.manifest().jarSha256()))));
        view.contents().forks().stream()
                .map(ForkOutcome::fork)
                .filter(Objects::nonNull)
                .filter(fork -> !fork.command().isEmpty())
                .findFirst()
                .ifPresent(fork -> {
                    section.paragraph("Every fork's whole command line stands in its .fork.json. The first one:");
                    section.code(String.join(" ", fork.command()));
                });
        return section.build();
    }

    /** Cells that do not count in full. */
    Section outcasts() {
        var section = new Section.Builder("outcasts", "Cells that failed, were refused or saturated");
        List<CellSummary> cells = view.summary().cells().stream()
                .filter(cell -> cell.status() != CellStatus.OK || !cell.reason().isEmpty() || cell.noisyForks() > 0)
                .toList();
        if (cells.isEmpty()) {
            return section.paragraph("None.").build();
        }
        var table = new Table.Builder(
                "Every cell with a reason to look twice",
                Column.text("cell"),
                Column.text("status"),
                Column.text("reason"));
        for (CellSummary cell : cells) {
            boolean bad = cell.status() == CellStatus.INVALID || cell.status() == CellStatus.FAILED;
            String noisy = cell.noisyForks() == 0
                    ? ""
                    : Words.count(cell.noisyForks(), "fork", "forks") + " on a machine that was not quiet";
            String reason =
                    cell.reason().isEmpty() || noisy.isEmpty() ? cell.reason() + noisy : cell.reason() + "; " + noisy;
            table.row(
                    Words.cell(cell.cell(), cell.arm()),
                    List.of(
                            Table.styled(
                                    cell.status().name().replace('_', ' '),
                                    cell.status() == CellStatus.OK ? "text" : bad ? "text bad" : "text warn"),
                            Table.text(reason)));
        }
        return section.table(table.build()).build();
    }

    /** What was left out. */
    Section notMeasured() {
        var section = new Section.Builder("not-measured", "What was not measured");
        var table = new Table.Builder(
                "Left out, on purpose or for want of something", Column.text("what"), Column.text("why"));
        for (NotMeasured left : view.summary().notMeasured()) {
            table.row(left.what(), left.why());
        }
        table.row("power, boot, images, people, reconnecting users", "a forecast of a whole site is another command");
        return section.table(table.build()).build();
    }

    /** How it was done, in one paragraph. */
    Section method() {
        long failed = view.forkChecks()
                .filter(check -> check.verdict() == Verdict.FAIL)
                .count();
        long checks = view.forkChecks().count();
        return new Section.Builder("method", "Method")
                .paragraph(
                        "Each figure is a median over forks, a fork being one fresh JVM and its value the median of its"
                                + " iterations. The forks of all designs and of the limits beside them run in turns, forwards and then"
                                + " backwards, so that a machine that drifts drifts for all; between forks the disks settle, and a fork"
                                + " during which other processes took part of the machine is repeated, as far as the budget of repeats"
                                + " goes. Intervals are exact signed-rank intervals around the median. After every timed run the log is"
                                + " read back and compared with what was sent; here " + Numbers.count(checks)
                                + " such checks were made and "
                                + (failed == 0 ? "none" : Numbers.count(failed))
                                + " failed. Speeds stand only beside speeds of the same durability class and beside limits measured in"
                                + " the same run. Replays and restarts are single shots in a fresh JVM; cold means that nothing of the log"
                                + " was in the page cache, checked, or it is called warm. Latency is measured in open loop: a send is"
                                + " timed from the moment it was due.")
                .build();
    }

    /** Files and digests. */
    Section rawFiles() {
        var section = new Section.Builder("files", "Raw files");
        SortedMap<String, String> files = view.manifest().files();
        List<String> raw = files.keySet().stream()
                .filter(name -> !name.equals(RunFiles.REPORT_HTML) && !name.equals(RunFiles.REPORT_MARKDOWN))
                .toList();
        section.paragraph(
                "Only these are data; everything on this page is derived from them again by \u201cblackstart report\u201d."
                        + " jmh.json opens in any reader of JMH results, .hlog files in any HdrHistogram log reader.");
        var table = new Table.Builder(
                Words.count(raw.size(), "file", "files") + " below the directory of the run",
                Column.text("file"),
                Column.text("SHA-256"));
        raw.forEach(name -> table.row(name, List.of(Table.styled(files.getOrDefault(name, ""), "text code"))));
        return section.folded("Files and digests", table.build()).build();
    }

    /** How to do it again. */
    Section repeat() {
        var section = new Section.Builder("repeat", "How to repeat this run");
        section.paragraph("On a clean checkout of commit " + view.manifest().commit()
                + " with a JDK 17 or newer and Maven, with" + " the plan of this run:");
        section.code("scripts/blackstart run --plan " + RunFiles.PLAN);
        List<String> hints = new ArrayList<>();
        hints.add(
                "blackstart validate, followed by the directory of a run, checks schemas, digests and that everything derived"
                        + " comes out the same.");
        if (view.manifest().dirty()) {
            hints.add("The source had changes beyond that commit, so a repetition may differ.");
        }
        if (view.plan().map(Plan::comparable).orElse(false)) {
            hints.add(
                    "Compare ratios to limits, not speeds, between machines; compare two builds within one run only.");
        }
        section.paragraph(String.join(" ", hints));
        return section.build();
    }
}

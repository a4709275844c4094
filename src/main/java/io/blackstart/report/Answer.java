package io.blackstart.report;

import io.blackstart.forecast.DesignFloor;
import io.blackstart.report.Block.Fact;
import io.blackstart.report.ReportDocument.Badge;
import io.blackstart.results.CellStatus;
import io.blackstart.results.ForkOutcome;
import io.blackstart.results.Manifest;
import io.blackstart.results.Plan;
import io.blackstart.results.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands above everything else: the answer, what to know before believing it, and which run it is of. */
final class Answer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunView view;

    Answer(RunView view) {
        this.view = view;
    }

    /** One sentence. */
    String title() {
        Optional<DesignFloor> fastest = view.floor().fastest();
        if (fastest.isEmpty()) {
            return "No restore answer: this run lacks the rates for one.";
        }
        String server = Numbers.seconds(fastest.get().server().binding().seconds());
        String site = Numbers.seconds(fastest.get().site().binding().seconds());
        return server.equals(site)
                ? "A cold server, and a whole site of 32\u202f000 with it, needs at least " + server
                        + " to have its day of messages back."
                : "A cold server needs at least " + server
                        + " to have its day of messages back, a whole site of 32\u202f000 at least " + site + ".";
    }

    /** One or two sentences more. */
    String lead() {
        Optional<DesignFloor> fastest = view.floor().fastest();
        if (fastest.isEmpty()) {
            return "Missing: " + Words.list(view.floor().missing()) + ".";
        }
        DesignFloor floor = fastest.get();
        int designs = view.floor().designs().size();
        String server = floor.server().binding().resource();
        String site = floor.site().binding().resource();
        String binding = server.equals(site)
                ? server + " decides both"
                : server + " decides the first, the " + site.replaceFirst("^between", "network between")
                        + " the second";
        return "Lower bounds from this run's cold rates with design " + floor.design()
                + (designs > 1 ? ", the fastest of " + designs + " here" : "") + ": " + binding
                + ". They hold no power, boot, image or people:"
                + " in 2022 Kakao's servers came back at 1\u202f000 and then 287 an hour.";
    }

    /** What every reader must know before any number. */
    List<Badge> badges() {
        var badges = new ArrayList<Badge>();
        RunStatus status = view.manifest().status();
        if (view.isPartial()) {
            badges.add(new Badge("PARTIAL", "warn"));
        } else {
            badges.add(new Badge(status.name(), status == RunStatus.COMPLETE ? "good" : "bad"));
        }
        if (!view.isComparable()) {
            badges.add(new Badge("NOT COMPARABLE", "warn"));
        }
        badges.add(new Badge("profile " + view.plan().map(Plan::profile).orElse("not known"), "plain"));
        return badges;
    }

    /** Which run. */
    List<Fact> stamp() {
        Manifest manifest = view.manifest();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Run", manifest.runId()));
        facts.add(new Fact("Started", TIME.format(manifest.startedAt())));
        Instant end = manifest.endedAt();
        facts.add(new Fact(
                "Took",
                end == null
                        ? "not ended"
                        : Numbers.seconds(
                                Duration.between(manifest.startedAt(), end).toMillis() / 1e3)));
        var environment = view.environment();
        if (environment != null) {
            var hardware = environment.stable().hardware();
            facts.add(new Fact(
                    "Machine",
                    hardware.processor() + ", " + Words.count(hardware.cores(), "core", "cores") + ", "
                            + environment.stable().storage().fileSystem()));
            facts.add(new Fact(
                    "JDK",
                    environment.stable().jdk().vendor() + " "
                            + environment.stable().jdk().version()));
        }
        facts.add(new Fact(
                "Blackstart",
                manifest.version() + ", commit " + manifest.commit() + (manifest.dirty() ? " with changes" : "")));
        return facts;
    }

    /** What is missing or damaged, one line each. */
    List<String> problems() {
        var lines = new ArrayList<String>();
        long missing =
                view.contents().forks().stream().filter(ForkOutcome::notRun).count();
        int planned = view.contents().forks().size();
        if (view.contents().plan() == null) {
            lines.add("The plan of this run is missing or cannot be read: nothing below says anything of any cell.");
        } else if (missing > 0) {
            long cells = view.summary().cells().stream()
                    .filter(cell -> cell.status() == CellStatus.NOT_RUN)
                    .count();
            lines.add(Numbers.count(missing) + " of " + Words.count(planned, "fork", "forks") + " did not run; "
                    + Words.count(cells, "cell has", "cells have")
                    + " no figure at all. \u201crun --resume\u201d with the directory of this run goes on with it.");
        } else if (view.manifest().status() == RunStatus.PARTIAL) {
            lines.add("The run was ended before its record was finished.");
        }
        if (!view.isComparable() && view.contents().plan() != null) {
            lines.add("Profile " + view.plan().map(Plan::profile).orElse("")
                    + " only shows that everything works: its numbers are too short to be compared with any others.");
        }
        lines.addAll(view.problems());
        return lines;
    }
}

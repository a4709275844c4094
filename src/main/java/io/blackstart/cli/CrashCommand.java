package io.blackstart.cli;

import io.blackstart.NearestName;
import io.blackstart.cli.crash.ConsoleCrashProgress;
import io.blackstart.cli.crash.CrashKit;
import io.blackstart.cli.run.ForkHost;
import io.blackstart.cli.run.PlanSource;
import io.blackstart.cli.run.RunIdentity;
import io.blackstart.crashkit.FaultCase;
import io.blackstart.crashkit.KitSize;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.results.CrashSubject;
import io.blackstart.results.CrashTier;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.CrashVerdictStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blackstart crash}: what becomes of a design under the faults of the crash kit. */
@Command(
        name = "crash",
        header = "Bring faults upon a design - kills, power cuts, damage, full disks - and see what it keeps.",
        description = {
            "",
            "Runs every tier that can run here: recorded (in memory), process (Linux; strace, fiu-utils, faketime), root "
                    + "(as root, on file systems in loop images). Prints faults against verdicts and keeps a verdict file in "
                    + "results/verdicts, which `blackstart run` looks for. Exit code 1 means that a case failed.",
            "",
        },
        sortOptions = false)
public final class CrashCommand implements Callable<Integer> {
    @Option(names = "--design", split = ",", paramLabel = "NAME", description = "Only these designs. Default: all.")
    private List<String> designs = new ArrayList<>();

    @Option(
            names = "--durability",
            paramLabel = "CLASS",
            description = "Open them for this class: PROCESS or POWER. Default: the strongest that each claims.")
    private @Nullable Durability durability;

    @Option(
            names = "--tier",
            split = ",",
            paramLabel = "NAME",
            description = "Only these tiers: recorded, process, root. Default: all that can run here.")
    private List<String> tiers = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "short (seconds), build (default, under a minute a design) or full (an hour a design).")
    private KitSize size = KitSize.BUILD;

    @Option(names = "--seed", paramLabel = "N", description = "Every random choice comes from it. Default: 20221015.")
    private long seed = PlanSource.SEED_DEFAULT;

    @Option(
            names = "--case",
            paramLabel = "ID",
            description =
                    "Run this one case again, as a failing case's line gives it; tier, design and seed are in it.")
    private @Nullable String caseId;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Work below it: on the file system that logs are to be kept on. Default: results in the checkout.")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public CrashCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        tiers.forEach(CrashCommand::requireTier);
        FaultCase only = caseId == null ? null : parseCase(caseId);
        List<LogDesign> chosen = only == null ? chosenDesigns() : List.of(design(only.design()));
        Path jar = Checkout.benchmarks();
        var place = new CrashKit.Place(
                ForkHost.of(jar),
                RunIdentity.of(jar).jarSha256(),
                data == null ? Checkout.results() : data,
                new CrashVerdictStore(Checkout.verdicts()),
                Checkout.command());
        boolean failed = false;
        try (CrashKit kit =
                CrashKit.open(place, new ConsoleCrashProgress(err, Boolean.getBoolean("blackstart.terminal")))) {
            for (LogDesign design : chosen) {
                CrashSubject subject = kit.subject(design, durabilityOf(design));
                failed |= only == null ? !all(kit, subject, out) : !again(kit, subject, only, out);
            }
            kit.evidence().ifPresent(path -> out.println("what failing cases left: " + Checkout.shown(path)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return failed ? ExitCode.CHECK_FAILED : ExitCode.OK;
    }

    private boolean all(CrashKit kit, CrashSubject subject, PrintWriter out) {
        List<String> wanted = tiers.isEmpty() ? CrashVerdict.TIERS : List.copyOf(new LinkedHashSet<>(tiers));
        CrashVerdict verdict = kit.run(subject, wanted, size, seed);
        CrashTable.print(
                subject,
                verdict.tiers().stream()
                        .filter(tier -> wanted.contains(tier.tier()))
                        .toList(),
                out);
        out.println(CrashTable.conclusion(verdict));
        out.println("verdict: " + Checkout.shown(new CrashVerdictStore(Checkout.verdicts()).file(subject)));
        out.println();
        return verdict.passed();
    }

    private boolean again(CrashKit kit, CrashSubject subject, FaultCase only, PrintWriter out) {
        CrashTier tier = kit.replay(subject, only.tier(), size, only.seed(), only.id());
        CrashTable.print(subject, List.of(tier), out);
        return tier.failingCount() == 0 && tier.caseCount() > 0;
    }

    private static void requireTier(String name) {
        if (!CrashVerdict.TIERS.contains(name)) {
            throw new UsageException(NearestName.unknown("tier", name, CrashVerdict.TIERS));
        }
    }

    private FaultCase parseCase(String id) {
        try {
            FaultCase parsed = FaultCase.parse(id);
            requireTier(parsed.tier());
            if (!designs.isEmpty() && !designs.equals(List.of(parsed.design()))) {
                throw new UsageException(
                        "--case " + id + " is of design " + parsed.design() + ", not of " + String.join(", ", designs));
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private List<LogDesign> chosenDesigns() {
        return designs.isEmpty()
                ? LogDesigns.all()
                : new LinkedHashSet<>(designs)
                        .stream().map(CrashCommand::design).toList();
    }

    private static LogDesign design(String name) {
        try {
            return LogDesigns.find(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Durability durabilityOf(LogDesign design) {
        if (durability == null) {
            return Collections.max(design.durabilities());
        }
        if (!design.durabilities().contains(durability)) {
            throw new UsageException("design " + design.name() + " does not claim " + durability + ", only "
                    + design.durabilities().stream().sorted().toList());
        }
        return durability;
    }
}

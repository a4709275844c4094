package io.blackstart.cli;

import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogOption;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blackstart designs}: what can be measured. */
@Command(
        name = "designs",
        header = "List the log designs: what each is, what it promises, what a crash leaves, its options.")
public final class DesignsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public DesignsCommand() {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (LogDesign design : LogDesigns.all()) {
            print(design, out);
        }
        LogDesigns.missing().forEach((name, why) -> out.println(name + "\n  cannot be used here: " + why + "\n"));
    }

    private static void print(LogDesign design, PrintWriter out) {
        out.println(design.name());
        out.println("  " + design.summary());
        out.println("  durability    "
                + design.durabilities().stream().sorted().map(Enum::name).collect(Collectors.joining(", ")));
        out.println("  appending     "
                + design.threadRule().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        out.println("  after a crash " + design.afterCrash());
        for (LogOption option : design.options()) {
            out.println("  option        " + option.name() + " = " + option.defaultValue() + "  " + option.summary());
        }
        out.println();
    }
}

package io.blackstart.cli;

import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogOption;
import io.blackstart.replication.ReplicationDesign;
import io.blackstart.replication.ReplicationDesigns;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blackstart designs}: what can be measured. */
@Command(
        name = "designs",
        header = "List the designs of log and replication: what each is, what it promises, its options.")
public final class DesignsCommand implements Runnable {
    private static final String INDENT = " ".repeat(16);
    private static final int TEXT_WIDTH = 84;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public DesignsCommand() {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Logs\n");
        for (LogDesign design : LogDesigns.all()) {
            print(design, out);
        }
        printMissing(LogDesigns.missing(), out);
        out.println("Replication\n");
        for (ReplicationDesign design : ReplicationDesigns.all()) {
            print(design, out);
        }
        printMissing(ReplicationDesigns.missing(), out);
    }

    private static void print(LogDesign design, PrintWriter out) {
        out.println(design.name());
        out.println("  " + design.summary());
        out.println("  durability    "
                + design.durabilities().stream().sorted().map(Enum::name).collect(Collectors.joining(", ")));
        out.println("  appending     "
                + design.threadRule().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        out.println("  after a crash " + wrapped(design.afterCrash()));
        print(design.options(), out);
    }

    private static void print(ReplicationDesign design, PrintWriter out) {
        out.println(design.name());
        out.println("  " + design.summary());
        out.println("  one is slow   " + wrapped(design.whenOneIsSlow()));
        print(design.options(), out);
    }

    private static void print(List<LogOption> options, PrintWriter out) {
        for (LogOption option : options) {
            out.println("  option        " + option.name() + " = " + option.defaultValue());
            out.println(INDENT + wrapped(option.summary()));
        }
        out.println();
    }

    private static void printMissing(Map<String, String> missing, PrintWriter out) {
        missing.forEach((name, why) -> out.println(name + "\n  cannot be used here: " + why + "\n"));
    }

    /** Text in lines that a terminal of 100 columns shows, each below the first. */
    private static String wrapped(String text) {
        var lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > TEXT_WIDTH) {
                lines.append('\n').append(INDENT);
                column = 0;
            }
            lines.append(column == 0 ? "" : " ").append(word);
            column += word.length() + (column == 0 ? 0 : 1);
        }
        return lines.toString();
    }
}

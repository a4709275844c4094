package io.blackstart.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a command: help, version, and what all commands share. */
@Command(
        name = "blackstart",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.Provider.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "How fast can a cold data centre be restored, and which design of message log gets there?",
        footerHeading = "%nExit codes%n",
        footer = {
            "  0  done as asked",
            "  1  a check or a target failed",
            "  2  the command line",
            "  3  this machine, its disk or a file",
            "  4  a bug of Blackstart",
        },
        subcommands = {
            RunCommand.class,
            ReportCommand.class,
            ValidateCommand.class,
            DesignsCommand.class,
            DoctorCommand.class,
            InspectCommand.class,
            CrashCommand.class,
        })
public final class BlackstartCommand implements Runnable {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure below its line.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public BlackstartCommand() {}

    /** Whether failures are told with their stack trace. */
    boolean verbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}

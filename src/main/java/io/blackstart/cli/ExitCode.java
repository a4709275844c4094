package io.blackstart.cli;

/** What the process tells its caller; the numbers are a promise to scripts. */
public final class ExitCode {
    /** Done as asked. */
    public static final int OK = 0;
    /** A check or a target failed. */
    public static final int CHECK_FAILED = 1;
    /** The command line cannot be understood or asks for what does not exist. */
    public static final int USAGE = 2;
    /** This machine, disk or file cannot do what was asked. */
    public static final int ENVIRONMENT = 3;
    /** A bug of Blackstart. */
    public static final int BUG = 4;

    private ExitCode() {}
}

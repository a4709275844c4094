package io.blackstart.results;

/** Version of the files of a run. Raised when a reader of the last version would misread a new file. */
public final class RunSchema {
    /** The version this build writes; it reads this and every earlier one. */
    public static final int VERSION = 1;

    private RunSchema() {}
}

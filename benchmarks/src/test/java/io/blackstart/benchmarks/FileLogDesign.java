package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOption;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.log.ThreadRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Designs that only the tests of the suites know: one that keeps what it is given, and two that do not. */
public abstract class FileLogDesign implements LogDesign {
    private final String name;
    private final FileLog.Lie lie;

    FileLogDesign(String name, FileLog.Lie lie) {
        this.name = name;
        this.lie = lie;
    }

    /** Keeps every record. */
    public static final class Honest extends FileLogDesign {
        /** Name of the design. */
        static final String NAME = "test-honest";

        /** For the ServiceLoader. */
        public Honest() {
            super(NAME, FileLog.Lie.NONE);
        }
    }

    /** Loses one record. */
    public static final class Dropping extends FileLogDesign {
        /** Name of the design. */
        static final String NAME = "test-dropping";

        /** For the ServiceLoader. */
        public Dropping() {
            super(NAME, FileLog.Lie.DROP);
        }
    }

    /** Flips one bit. */
    public static final class Altering extends FileLogDesign {
        /** Name of the design. */
        static final String NAME = "test-altering";

        /** For the ServiceLoader. */
        public Altering() {
            super(NAME, FileLog.Lie.ALTER);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "one file of lengths and records, for tests";
    }

    @Override
    public Set<Durability> durabilities() {
        return EnumSet.of(Durability.PROCESS, Durability.POWER);
    }

    @Override
    public ThreadRule threadRule() {
        return ThreadRule.SINGLE_WRITER;
    }

    @Override
    public String afterCrash() {
        return "nothing is promised";
    }

    @Override
    public List<LogOption> options() {
        return List.of();
    }

    @Override
    public boolean usesLogFiles() {
        return false;
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        return new FileLog(files.directory(), options.durability(), lie);
    }
}

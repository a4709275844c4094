package io.blackstart.crashkit.recorded;

import java.util.Locale;

/**
 * What goes wrong in a {@link LiveCase}. For one run.
 *
 * <p>Safe for the threads of a log: decisions are made under the directory's lock.
 */
final class LiveFault {
    private final Kind kind;
    private final int at;
    private int seen;
    private volatile boolean struck;

    /**
     * Creates a fault.
     *
     * @param kind what
     * @param at ordinal of the operation it strikes at, among those it can strike; for {@link Kind#ROOM} the pages there are
     */
    LiveFault(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    /** What goes wrong. */
    enum Kind {
        /** One operation finds the disk full. */
        FULL_ONCE,
        /** From one operation on the disk is full. */
        FULL_FOR_GOOD,
        /** One operation fails with an input or output error. */
        ERROR_ONCE,
        /** From one operation on all fail so. */
        ERROR_FOR_GOOD,
        /** The thread that appends is interrupted as an operation begins. */
        INTERRUPT,
        /** The disk has room for so many pages only. */
        ROOM;

        String fault() {
            return switch (this) {
                case FULL_ONCE -> "disk-full-once";
                case FULL_FOR_GOOD -> "disk-full";
                case ERROR_ONCE -> "io-error-once";
                case ERROR_FOR_GOOD -> "io-error";
                case INTERRUPT -> "interrupt";
                case ROOM -> "no-room";
            };
        }
    }

    String fault() {
        return kind.fault();
    }

    String parameters() {
        return "live=" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ",op=" + at;
    }

    static LiveFault parse(Parameters parameters) {
        return new LiveFault(
                Kind.valueOf(parameters.text("live").toUpperCase(Locale.ROOT).replace('-', '_')),
                parameters.number("op"));
    }

    long roomPages() {
        return kind == Kind.ROOM ? at : Long.MAX_VALUE;
    }

    boolean interrupts() {
        return kind == Kind.INTERRUPT;
    }

    /** Whether the log may answer with an error. */
    boolean excuses() {
        return kind != Kind.INTERRUPT;
    }

    /** Whether it came to it. */
    boolean struck() {
        return struck;
    }

    /**
     * The plan for one run.
     *
     * @param appender the thread that appends
     */
    FaultPlan plan(Thread appender) {
        return operation -> {
            if (kind == Kind.ROOM || (!operation.needsRoom() && isFull())) {
                return FaultPlan.Outcome.PROCEED;
            }
            int ordinal = seen++;
            boolean forGood = kind == Kind.FULL_FOR_GOOD || kind == Kind.ERROR_FOR_GOOD;
            if (ordinal != at && !(forGood && ordinal > at)) {
                return FaultPlan.Outcome.PROCEED;
            }
            struck = true;
            if (kind == Kind.INTERRUPT) {
                appender.interrupt();
                return FaultPlan.Outcome.PROCEED;
            }
            return isFull() ? FaultPlan.Outcome.DISK_FULL : FaultPlan.Outcome.IO_ERROR;
        };
    }

    private boolean isFull() {
        return kind == Kind.FULL_ONCE || kind == Kind.FULL_FOR_GOOD;
    }
}

package io.blackstart.crashkit.process;

/** Tells producers to end after their batch. Safe for many threads. */
final class StopFlag {
    private volatile boolean set;

    void set() {
        set = true;
    }

    boolean isSet() {
        return set;
    }
}

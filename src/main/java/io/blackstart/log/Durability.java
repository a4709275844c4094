package io.blackstart.log;

/** What an acknowledgement promises. Numbers of two classes are never compared. */
public enum Durability {
    /** Nothing: the record may be in a buffer of this process only. */
    NONE,
    /** Survives kill -9 of the process: the record is in the operating system's page cache. */
    PROCESS,
    /** Survives loss of power: the record has been forced to the device. */
    POWER,
    /** Another site has it; how many copies, and in memory or on disk, stands beside it. */
    SITE;

    /** Whether this class promises at least what {@code other} does. */
    public boolean covers(Durability other) {
        return compareTo(other) >= 0;
    }
}

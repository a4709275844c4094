package io.blackstart.replication;

/** What "has it" means for a replica. */
public enum Keep {
    /** The record has been appended to the replica's log: the process has it. */
    MEMORY,
    /** The replica's log, of class {@code POWER}, has acknowledged it: it has been forced to the device. */
    DISK
}

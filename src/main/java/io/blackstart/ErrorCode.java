package io.blackstart;

/** What kind of failure of the environment a {@link BlackstartException} tells of. */
public enum ErrorCode {
    /** Bytes on disk or from a peer are not what was written: checksum, length or order is wrong. */
    CORRUPT,
    /** A file, directory or record that must be there is missing. */
    MISSING,
    /** A file belongs to another log, shard or cluster. */
    FOREIGN,
    /** A format version this build does not know. */
    VERSION,
    /** No room on the file system, or over quota. */
    DISK_FULL,
    /** Any other failure of input or output; after a failed force the log stays poisoned. */
    IO,
    /** Used after close, or after an earlier failure poisoned it. */
    CLOSED,
    /** Another process or another instance of this process has it open. */
    LOCKED,
    /** A newer leader has taken over: this one, or what it asked for, is refused for good. */
    FENCED,
    /** An answer did not come in time. */
    TIMEOUT,
    /** This machine, file system or JVM cannot do what was asked, such as durable writes on tmpfs. */
    UNSUPPORTED
}

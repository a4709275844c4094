package io.blackstart.log;

/** How many threads may call {@link MessageLog#append} at one time. */
public enum ThreadRule {
    /** One appending thread at a time; a caller with more must serialise them (happens-before included). */
    SINGLE_WRITER,
    /** Any number of appending threads. */
    MANY_WRITERS
}

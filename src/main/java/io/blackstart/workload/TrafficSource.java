package io.blackstart.workload;

/**
 * A {@link RecordSource} whose records belong together, so that a chat state can be built from them, and which keeps books of
 * its own about that state: what it handed out is checked against what a recovery rebuilt.
 */
public interface TrafficSource extends RecordSource {
    /** Records handed out so far, duplicates included. */
    long recordCount();

    /** Bytes of the records handed out so far. */
    long recordBytes();

    /**
     * The digest of the {@link io.blackstart.chat.ChatState} that all records handed out so far make, from this source's own
     * books. Takes time proportional to rooms and members.
     */
    long expectedDigest();

    /**
     * The digest of all records handed out so far, duplicates included, whatever they do to a state: what a recovery that only
     * verifies and decodes must come to.
     */
    long recordDigest();
}

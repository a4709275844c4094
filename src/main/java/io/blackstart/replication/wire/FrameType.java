package io.blackstart.replication.wire;

/** What a frame is for. */
public enum FrameType {
    /** Leader or relay to follower, first: epoch, end position, epoch history. */
    HELLO(1),
    /** The answer when it may go on: where the follower's log ends. */
    WELCOME(2),
    /** The answer when it may not: a {@link Refusal} and the newest epoch the follower knows. Then the link is closed. */
    REFUSED(3),
    /** Records. */
    DATA(4),
    /** Follower to leader: what it has appended and forced, or what a follower behind it has. */
    ACK(5),
    /** Either way, from a node that has nothing else to say: the acknowledged position. */
    HEARTBEAT(6),
    /** Follower to leader: records from this position on were missed, feed them from the log. */
    NEED(7);

    private static final FrameType[] VALUES = values();

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /** Whether {@code code} is a type's. */
    static boolean isKnown(int code) {
        return code >= 1 && code <= VALUES.length;
    }

    /** The type of that code, which {@link #isKnown}. */
    static FrameType of(int code) {
        return VALUES[code - 1];
    }

    /** Its number on the wire, from 1 without a gap. */
    int code() {
        return code;
    }
}

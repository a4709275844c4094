package io.blackstart.replication.wire;

/** Why a follower does not follow. */
public enum Refusal {
    /** It has promised itself to a newer epoch. */
    STALE_EPOCH(0, "it serves a newer epoch"),
    /** The sender is not the member it says, or none. */
    UNKNOWN_PEER(1, "it does not know this peer"),
    /** The policy asks for disk and its log does not force. */
    NOT_DURABLE(2, "its log is not of class POWER, which the policy asks for"),
    /** Following would cut off what was acknowledged: the sender's log is the poorer one. */
    WOULD_LOSE(3, "it has acknowledged records which this leader lacks"),
    /** Its own log cannot be written. */
    LOG_FAILED(4, "its log cannot be written");

    private final int code;
    private final String text;

    Refusal(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The reason of that number. */
    static Refusal of(long code) {
        if (code < 0 || code >= values().length) {
            throw WireFrame.corrupt("refusal=" + code + " is not known");
        }
        return values()[(int) code];
    }

    /** Its number on the wire, from 0 without a gap. */
    long code() {
        return code;
    }

    /** For people, to follow "the follower refused: ". */
    public String text() {
        return text;
    }
}

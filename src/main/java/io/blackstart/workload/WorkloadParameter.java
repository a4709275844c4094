package io.blackstart.workload;

import java.util.Arrays;
import java.util.List;

/**
 * A parameter of the traffic: its name, default, range and meaning. Names end in their unit; a share is 0 to 1. The summary of
 * each says where its default comes from: [S] a source states it, [D] derived from such figures, [A] an assumption.
 */
public enum WorkloadParameter {
    /** Where the logarithm of the text length is centred. */
    TEXT_MU("textMu", 2.83, 0, 6, false, "mean of the logarithm of the letters of a text [S: fit to 474,562 messages]"),
    /** How far the logarithm of the text length spreads. */
    TEXT_SIGMA("textSigma", 1.15, 0.05, 3, false, "standard deviation of the logarithm of the letters of a text [S]"),
    /** Where text lengths end. */
    TEXT_LETTERS_MAX("textLettersMax", 10_000, 1, 100_000, true, "longest text in letters [A]"),
    /** How many texts are pasted articles rather than typed. */
    TEXT_TAIL_SHARE("textTailShare", 0.003, 0, 0.5, false, "share of texts drawn from the heavy tail [A]"),
    /** Where the heavy tail begins. */
    TEXT_TAIL_LETTERS_MIN(
            "textTailLettersMin",
            650,
            1,
            100_000,
            true,
            "shortest text of the heavy tail in letters [D: total mean 40]"),
    /** How the heavy tail falls. */
    TEXT_TAIL_EXPONENT("textTailExponent", 0.5, 0, 5, false, "exponent of the Pareto law of the heavy tail [D]"),
    /** How many letters take three bytes. */
    HANGUL_SHARE(
            "hangulShare", 0.5, 0, 1, false, "share of letters that are Hangul, 3 bytes; the others are ASCII [A]"),
    /** How unequal the frequencies of words are. */
    WORD_EXPONENT(
            "wordExponent",
            1.0,
            0,
            3,
            false,
            "Zipf exponent of word frequencies [A: makes text compressible 2-3 times]"),
    /** How many sends are pictures. */
    MEDIA_SHARE("mediaShare", 0.16, 0, 1, false, "share of sends that point to a photo or video [S: 0.12 to 0.20]"),
    /** How many pictures move. */
    VIDEO_SHARE("videoShare", 0.1, 0, 1, false, "share of media that are videos [A]"),
    /** How long a media key is. */
    MEDIA_KEY_BYTES(
            "mediaKeyBytes", 84, 0, 1_000, true, "key of a medium in its store in bytes [A: record of 200 bytes]"),
    /** How many rooms share the traffic. */
    ROOM_COUNT("roomCount", 100_000, 1, 20_000_000, true, "rooms of the shard [A]"),
    /** How unequal rooms are. */
    ROOM_EXPONENT("roomExponent", 1.0, 0, 3, false, "Zipf exponent of room popularity [A, Zipf-like S]"),
    /** How many users there are to be members. */
    USER_COUNT("userCount", 200_000, 2, 1_000_000_000, true, "users of whom members of rooms are drawn [A]"),
    /** How many users get a message, on average over sends. */
    RECEIVES_PER_SEND("receivesPerSend", 1.57, 1, 1_000, false, "receivers of a send, mean over sends [D]"),
    /** How large a group can be. */
    GROUP_MEMBERS_MAX(
            "groupMembersMax", 3_000, 2, 100_000, true, "members of the largest room; the smallest group has 3 [A]"),
    /** How unequal groups are. */
    GROUP_EXPONENT("groupExponent", 2.5, 0, 6, false, "Zipf exponent of group sizes [A]"),
    /** How many receives end in a cursor record. */
    RECEIPTS_PER_RECEIVE("receiptsPerReceive", 0.5, 0, 4, false, "read receipts for each receive [A]"),
    /** How often clients repeat themselves. */
    RETRY_SHARE("retryShare", 0.001, 0, 0.5, false, "share of sends that a client sends a second time [A]"),
    /** How often channels speak. */
    BROADCAST_SHARE("broadcastShare", 0.0001, 0, 1, false, "share of sends that are channel broadcasts [A: rare]"),
    /** How many channels there are. */
    CHANNEL_COUNT("channelCount", 1_000, 1, 10_000_000, true, "channels [A]"),
    /** How small a channel can be. */
    CHANNEL_RECEIVERS_MIN(
            "channelReceiversMin", 10_000, 1, 2_000_000_000, true, "receivers of the smallest channel [A]"),
    /** How large a channel can be. */
    CHANNEL_RECEIVERS_MAX(
            "channelReceiversMax", 1_000_000, 1, 2_000_000_000, true, "receivers of the largest channel [A]"),
    /** How fast the clock in the records goes. */
    SENDS_PER_SECOND(
            "sendsPerSecond",
            45_000,
            0.001,
            1e9,
            false,
            "sends in a second of the clock in the records [S]; not a speed of the run"),
    /** When the clock in the records begins. */
    START_MILLIS(
            "startMillis",
            1_665_815_220_000d,
            0,
            4e12,
            true,
            "sent-at of the first record, milliseconds since 1970 UTC [A]");

    private final String label;
    private final double defaultValue;
    private final double lowest;
    private final double highest;
    private final boolean whole;
    private final String summary;

    WorkloadParameter(String label, double defaultValue, double lowest, double highest, boolean whole, String summary) {
        this.label = label;
        this.defaultValue = defaultValue;
        this.lowest = lowest;
        this.highest = highest;
        this.whole = whole;
        this.summary = summary;
    }

    /** Camel case, unit last: the name on the command line and in the run record. */
    public String label() {
        return label;
    }

    /** The value unless told otherwise. */
    public double defaultValue() {
        return defaultValue;
    }

    /** The lowest value allowed. */
    public double lowest() {
        return lowest;
    }

    /** The highest value allowed. */
    public double highest() {
        return highest;
    }

    /** Whether only whole numbers are allowed. */
    public boolean whole() {
        return whole;
    }

    /** One line: meaning, unit, and where the default comes from. */
    public String summary() {
        return summary;
    }

    /** The labels of all parameters, in order. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(WorkloadParameter::label).toList();
    }

    /** A value as text: no fraction where there is none. */
    String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    double checked(double value) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(
                    label + "=" + text(value) + " must be from " + text(lowest) + " to " + text(highest));
        }
        if (whole && value != Math.rint(value)) {
            throw new IllegalArgumentException(label + "=" + text(value) + " must be a whole number");
        }
        return value;
    }
}

package io.blackstart.chat;

import org.agrona.DirectBuffer;

/**
 * The definition of the digest of a {@link ChatState}: a 64-bit sum of terms, one for each room, channel and cursor, each term
 * strongly mixed. Since a sum does not ask for order, equal states have equal digests however they were built, and the digests
 * of shards that share no room can be added before {@link #finish}. Whoever keeps books of their own, such as a traffic
 * generator, builds the same digest from them.
 *
 * <p>Not part of the digest: positions in a log, which differ from design to design, and texts, which the log's checksums guard.
 * A cryptographic adversary is not defended against.
 *
 * <p>The mixer is the finalizer "Mix13" of David Stafford's "Better Bit Mixing" (2011), as used by SplitMix64.
 */
public final class ChatDigest {
    private static final long ROOM_SALT = 0x9E37_79B9_7F4A_7C15L;
    private static final long CHANNEL_SALT = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long CURSOR_SALT = 0x1656_67B1_9E37_79F9L;
    private static final long MULTIPLIER_A = 0xD6E8_FEB8_6659_FD93L;
    private static final long MULTIPLIER_B = 0xA076_1D64_78BD_642FL;
    private static final long MULTIPLIER_C = 0xE703_7ED1_A0B4_28DBL;
    private static final long MULTIPLIER_D = 0x8EBC_6AF0_9C88_C6E3L;
    private static final long MULTIPLIER_E = 0x5899_65CC_7537_4CC3L;
    private static final long MULTIPLIER_F = 0x1D8E_4E27_C47D_124FL;
    private static final long MULTIPLIER_G = 0xEB44_ACCA_B455_D165L;

    private ChatDigest() {}

    /** A bijection of 64 bits in which each bit of {@code value} changes each bit of the result with probability near 1/2. */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * The term of one message, media pointer or broadcast. A room's {@code contents} is the sum of the terms of what was
     * sent there, so it tells which messages are there, not only how many.
     *
     * @param length of the whole record in bytes
     */
    public static long messageTerm(long sequence, long senderId, long clientMessageId, long sentAtMillis, int length) {
        return mix(sequence * MULTIPLIER_A
                + senderId * MULTIPLIER_B
                + clientMessageId * MULTIPLIER_C
                + sentAtMillis * MULTIPLIER_D
                + length * MULTIPLIER_E);
    }

    /** The term of the message, media pointer or broadcast at {@code offset}, which has been checked. */
    static long messageTerm(DirectBuffer buffer, int offset, int length) {
        return messageTerm(
                ChatLayout.sequence(buffer, offset),
                ChatLayout.senderId(buffer, offset),
                ChatLayout.clientMessageId(buffer, offset),
                ChatLayout.sentAtMillis(buffer, offset),
                length);
    }

    /**
     * The term of one whole record of any kind, its stamp apart, for a digest of records rather than of the state they make. The
     * record at {@code offset} has been checked.
     */
    public static long recordTerm(DirectBuffer buffer, int offset, int length) {
        return mix(ChatLayout.sequence(buffer, offset) * MULTIPLIER_A
                + ChatLayout.senderId(buffer, offset) * MULTIPLIER_B
                + ChatLayout.clientMessageId(buffer, offset) * MULTIPLIER_C
                + ChatLayout.sentAtMillis(buffer, offset) * MULTIPLIER_D
                + length * MULTIPLIER_E
                + ChatLayout.roomId(buffer, offset) * MULTIPLIER_F
                + ChatLayout.kind(buffer, offset) * MULTIPLIER_G);
    }

    /**
     * The term of one room that has at least one message.
     *
     * @param count messages, each counted once
     * @param contents sum of their {@link #messageTerm}
     */
    public static long roomTerm(long roomId, long lastSequence, long count, long contents) {
        return timelineTerm(ROOM_SALT, roomId, lastSequence, count, contents);
    }

    /**
     * The term of one channel that has at least one broadcast.
     *
     * @param count broadcasts, each counted once
     * @param contents sum of their {@link #messageTerm}
     */
    public static long channelTerm(long channelId, long lastSequence, long count, long contents) {
        return timelineTerm(CHANNEL_SALT, channelId, lastSequence, count, contents);
    }

    /** The term of one read cursor. */
    public static long cursorTerm(long roomId, long userId, long readSequence) {
        return mix(mix(mix(CURSOR_SALT + roomId) + userId * MULTIPLIER_A) + readSequence);
    }

    /** The digest whose terms add up to {@code sum}; an empty state's sum is 0. */
    public static long finish(long sum) {
        return mix(sum + ROOM_SALT);
    }

    private static long timelineTerm(long salt, long id, long lastSequence, long count, long contents) {
        return mix(mix(mix(mix(salt + id) + lastSequence) + count * MULTIPLIER_A) + contents);
    }
}

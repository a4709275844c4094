package io.blackstart.chat;

/**
 * How a {@link ChatState} is laid out. The expected counts only size its tables; more may come, at the price of growing.
 *
 * @param expectedRoomCount 0 to 80,000,000
 * @param expectedMessageCount messages and broadcasts, 0 to 1,000,000,000
 * @param expectedCursorCount 0 to 300,000,000
 * @param expectedChannelCount 0 to 80,000,000
 */
public record ChatStateOptions(
        int expectedRoomCount, int expectedMessageCount, int expectedCursorCount, int expectedChannelCount) {
    private static final int MESSAGES_MAX = 1_000_000_000;
    private static final int TIMELINES_MAX = 80_000_000;
    private static final int CURSORS_MAX = 300_000_000;

    /** Tables for a server's usual share. */
    public static final ChatStateOptions DEFAULT = new ChatStateOptions(100_000, 1_000_000, 300_000, 1_000);

    /** Checks every range. */
    public ChatStateOptions {
        check("expectedRoomCount", expectedRoomCount, TIMELINES_MAX);
        check("expectedMessageCount", expectedMessageCount, MESSAGES_MAX);
        check("expectedCursorCount", expectedCursorCount, CURSORS_MAX);
        check("expectedChannelCount", expectedChannelCount, TIMELINES_MAX);
    }

    private static void check(String name, int value, int highest) {
        if (value < 0 || value > highest) {
            throw new IllegalArgumentException(name + "=" + value + " must be from 0 to " + highest);
        }
    }
}

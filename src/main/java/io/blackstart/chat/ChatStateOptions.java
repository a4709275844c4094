package io.blackstart.chat;

/**
 * How a {@link ChatState} is laid out. The expected counts only size its tables; more may come, at the price of growing.
 *
 * @param newestCount how many newest positions each room and channel keeps: a screenful, 1 to 1,024
 * @param expectedRoomCount 0 to 80,000,000
 * @param expectedCursorCount 0 to 300,000,000
 * @param expectedChannelCount 0 to 80,000,000
 */
public record ChatStateOptions(
        int newestCount, int expectedRoomCount, int expectedCursorCount, int expectedChannelCount) {
    /** Positions kept of a room: a screenful. */
    public static final int NEWEST_COUNT_DEFAULT = 30;

    private static final int NEWEST_COUNT_MAX = 1024;
    private static final int TIMELINES_MAX = 80_000_000;
    private static final int CURSORS_MAX = 300_000_000;

    /** A screenful of positions, and tables for a server's usual share. */
    public static final ChatStateOptions DEFAULT = new ChatStateOptions(NEWEST_COUNT_DEFAULT, 100_000, 300_000, 1_000);

    /** Checks every range. */
    public ChatStateOptions {
        check("newestCount", newestCount, 1, NEWEST_COUNT_MAX);
        check("expectedRoomCount", expectedRoomCount, 0, TIMELINES_MAX);
        check("expectedCursorCount", expectedCursorCount, 0, CURSORS_MAX);
        check("expectedChannelCount", expectedChannelCount, 0, TIMELINES_MAX);
    }

    private static void check(String name, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(name + "=" + value + " must be from " + lowest + " to " + highest);
        }
    }
}

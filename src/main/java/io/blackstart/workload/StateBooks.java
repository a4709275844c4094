package io.blackstart.workload;

import io.blackstart.chat.ChatDigest;

/**
 * A traffic source's own books about the chat state that its records make: flat arrays by ordinal of room, member and channel,
 * written as the records are made and never from their bytes. Shares with {@link io.blackstart.chat.ChatState} the definition of
 * the digest and nothing else, so that equal digests mean something. Single-threaded.
 */
final class StateBooks {
    private final RoomDirectory directory;
    private final int[] roomLast;
    private final long[] roomContents;
    private final int[] channelLast;
    private final long[] channelContents;
    /** Where the cursors of each room begin. */
    private final int[] cursorStarts;
    /** Sequence read, by room and member; 0 for none. */
    private final int[] cursors;

    StateBooks(RoomDirectory directory) {
        this.directory = directory;
        int rooms = directory.roomCount();
        roomLast = new int[rooms];
        roomContents = new long[rooms];
        channelLast = new int[directory.channelCount()];
        channelContents = new long[directory.channelCount()];
        cursorStarts = new int[rooms + 1];
        long total = 0;
        for (int room = 0; room < rooms; room++) {
            cursorStarts[room] = (int) total;
            total += directory.memberCount(room);
            if (total > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("rooms=" + rooms + " have more members than the books can keep");
            }
        }
        cursorStarts[rooms] = (int) total;
        cursors = new int[(int) total];
    }

    /** The newest sequence of a room, 0 for none. */
    int roomLast(int room) {
        return roomLast[room];
    }

    /** The newest sequence of a channel, 0 for none. */
    int channelLast(int channel) {
        return channelLast[channel];
    }

    /** What a member has read, 0 for nothing. */
    int cursor(int room, int member) {
        return cursors[cursorStarts[room] + member];
    }

    /** Books the room's next message. */
    void sentToRoom(int room, long senderId, long clientMessageId, long sentAtMillis, int length) {
        int sequence = ++roomLast[room];
        roomContents[room] += ChatDigest.messageTerm(sequence, senderId, clientMessageId, sentAtMillis, length);
    }

    /** Books the channel's next broadcast. */
    void sentToChannel(int channel, long senderId, long clientMessageId, long sentAtMillis, int length) {
        int sequence = ++channelLast[channel];
        channelContents[channel] += ChatDigest.messageTerm(sequence, senderId, clientMessageId, sentAtMillis, length);
    }

    /** Books that a member has read the room up to {@code sequence}. */
    void read(int room, int member, int sequence) {
        int cursor = cursorStarts[room] + member;
        cursors[cursor] = Math.max(cursors[cursor], sequence);
    }

    /** The digest of the state. */
    long digest() {
        long sum = 0;
        for (int room = 0; room < roomLast.length; room++) {
            if (roomLast[room] != 0) {
                sum += ChatDigest.roomTerm(directory.roomId(room), roomLast[room], roomLast[room], roomContents[room]);
            }
            for (int member = 0; member < cursorStarts[room + 1] - cursorStarts[room]; member++) {
                int read = cursors[cursorStarts[room] + member];
                if (read != 0) {
                    sum += ChatDigest.cursorTerm(directory.roomId(room), directory.userId(room, member), read);
                }
            }
        }
        for (int channel = 0; channel < channelLast.length; channel++) {
            if (channelLast[channel] != 0) {
                sum += ChatDigest.channelTerm(
                        directory.channelId(channel),
                        channelLast[channel],
                        channelLast[channel],
                        channelContents[channel]);
            }
        }
        return ChatDigest.finish(sum);
    }
}

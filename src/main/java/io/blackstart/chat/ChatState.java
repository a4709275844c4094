package io.blackstart.chat;

import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * What a chat server needs before it can answer, rebuilt from a log: rooms and channels with their last sequence and the log
 * positions of all their records, and read cursors, from which unread counts follow. Lives in memory only; nothing of it
 * survives the process.
 *
 * <p><b>Duplicates.</b> A record is known by its room and sequence, which the server gives once to each client message id: a
 * client that sends again after a lost answer gets the same sequence, so a second copy in the log changes nothing, whenever it
 * comes. So the state does not depend on how often a record comes, nor on the order of records. Cursors only rise: the highest
 * sequence wins in any order.
 *
 * <p><b>Memory.</b> 64 bytes a room at a load of at most 5/8, which hold up to three positions; for a room of more messages 8
 * bytes a message, up to the next power of two of at most 64, and half a byte a message to find them; 24 bytes a cursor at a load of at most
 * 2/3. Presized by {@link ChatStateOptions}; {@link #apply} allocates only where tables or the memory for positions have to grow.
 *
 * <p><b>Threads.</b> One at a time.
 */
public final class ChatState {
    private final TimelineTable rooms;
    private final TimelineTable channels;
    private final PairTable cursors;
    private final PositionBlocks blocks;
    private final Long2LongHashMap channelReceivers = new Long2LongHashMap(0);
    private long appliedCount;
    private long duplicateCount;

    /** Creates an empty state for {@link ChatStateOptions#DEFAULT}. */
    public ChatState() {
        this(ChatStateOptions.DEFAULT);
    }

    /** Creates an empty state. */
    public ChatState(ChatStateOptions options) {
        blocks = new PositionBlocks(options.expectedMessageCount());
        rooms = new TimelineTable(options.expectedRoomCount(), options.expectedMessageCount(), blocks);
        channels = new TimelineTable(options.expectedChannelCount(), 0, blocks);
        cursors = new PairTable(options.expectedCursorCount());
    }

    /**
     * Checks a record and applies it.
     *
     * @param position of the record in its log, at least 0 and below {@link Long#MAX_VALUE}
     * @param buffer holds the record; not kept
     * @param offset of the record in {@code buffer}
     * @param length of the record in bytes
     * @return whether it was new; a duplicate or a receipt for what has been read already changes nothing
     * @throws IllegalArgumentException when the record does not lie within {@code buffer}
     * @throws io.blackstart.BlackstartException CORRUPT or VERSION when it is no valid record; the state is unchanged
     */
    public boolean apply(long position, DirectBuffer buffer, int offset, int length) {
        int kind = ChatLayout.check(position, buffer, offset, length);
        long id = ChatLayout.roomId(buffer, offset);
        long sequence = ChatLayout.sequence(buffer, offset);
        if (kind == ChatLayout.KIND_RECEIPT) {
            boolean moved = cursors.raise(id, ChatLayout.senderId(buffer, offset), sequence);
            long change = moved ? 1 : 0;
            appliedCount += change;
            duplicateCount += 1 - change;
            return moved;
        }
        long term = ChatDigest.messageTerm(buffer, offset, length);
        if (kind == ChatLayout.KIND_BROADCAST) {
            return broadcast(id, sequence, position, term, ChatLayout.receiverCount(buffer, offset));
        }
        return count(rooms.add(id, sequence, position, term));
    }

    private boolean broadcast(long channelId, long sequence, long position, long term, int receivers) {
        boolean added = count(channels.add(channelId, sequence, position, term));
        if (added && channels.lastSequence(channelId) == sequence) {
            channelReceivers.put(channelId, receivers);
        }
        return added;
    }

    private boolean count(boolean added) {
        if (added) {
            appliedCount++;
        } else {
            duplicateCount++;
        }
        return added;
    }

    /**
     * The digest of rooms, channels and cursors as {@link ChatDigest} defines it; does not depend on the order in which records
     * came, on duplicates, on positions or on {@link ChatStateOptions}. Takes time proportional to the tables.
     */
    public long digest() {
        return digest(List.of(this));
    }

    /** The digest of a service whose rooms, cursors and channels are spread over {@code shards}, none in two of them. */
    public static long digest(Collection<ChatState> shards) {
        long sum = 0;
        for (ChatState shard : shards) {
            sum += shard.rooms.digestSum(false) + shard.channels.digestSum(true) + shard.cursors.digestSum();
        }
        return ChatDigest.finish(sum);
    }

    /** Records that changed the state. */
    public long appliedCount() {
        return appliedCount;
    }

    /** Records that were in the state already, and receipts at or below their cursor. */
    public long duplicateCount() {
        return duplicateCount;
    }

    /** Messages and broadcasts that sequences say were sent and that never came; 0 when the log is whole. Walks the tables. */
    public long missingCount() {
        return rooms.missingCount() + channels.missingCount();
    }

    /** Rooms with at least one message. */
    public int roomCount() {
        return rooms.size();
    }

    /** Hands the id of every room to {@code consumer}, in no particular order. */
    public void forEachRoom(LongConsumer consumer) {
        rooms.forEachId(consumer);
    }

    /** The newest sequence in a room, 0 when it is unknown. */
    public long lastSequence(long roomId) {
        return rooms.lastSequence(roomId);
    }

    /** Messages and media pointers in a room, each counted once; 0 when it is unknown. */
    public long messageCount(long roomId) {
        return rooms.count(roomId);
    }

    /**
     * The log positions of the newest messages of a room, newest first: of its newest {@code target.length} sequences those that
     * have come.
     *
     * @param roomId any; an unknown room has none
     * @param target gets them from index 0
     * @return how many
     */
    public int newestPositions(long roomId, long[] target) {
        return rooms.positions(roomId, Long.MAX_VALUE, target);
    }

    /**
     * One page of a room's history, newest first: the log positions of the {@code target.length} sequences below
     * {@code sequenceEnd}, of those that have come.
     *
     * @param roomId any; an unknown room has none
     * @param sequenceEnd the page ends below it
     * @param target gets them from index 0
     * @return how many
     */
    public int history(long roomId, long sequenceEnd, long[] target) {
        return rooms.positions(roomId, sequenceEnd, target);
    }

    /** The log position of one message, -1 when it has not come. */
    public long position(long roomId, long sequence) {
        return rooms.position(roomId, sequence);
    }

    /** Read cursors. */
    public int cursorCount() {
        return cursors.size();
    }

    /** The newest sequence a user has read in a room, 0 for none. */
    public long readSequence(long roomId, long userId) {
        return cursors.value(roomId, userId);
    }

    /** Messages in a room behind a user's cursor, at least 0. */
    public long unreadCount(long roomId, long userId) {
        return Math.max(0, rooms.lastSequence(roomId) - cursors.value(roomId, userId));
    }

    /** Channels with at least one broadcast. */
    public int channelCount() {
        return channels.size();
    }

    /** Hands the id of every channel to {@code consumer}, in no particular order. */
    public void forEachChannel(LongConsumer consumer) {
        channels.forEachId(consumer);
    }

    /** The newest sequence in a channel, 0 when it is unknown. */
    public long channelLastSequence(long channelId) {
        return channels.lastSequence(channelId);
    }

    /** Broadcasts in a channel, each counted once; 0 when it is unknown. */
    public long broadcastCount(long channelId) {
        return channels.count(channelId);
    }

    /** How many users a channel had at its newest broadcast; 0 when it is unknown. */
    public int channelReceiverCount(long channelId) {
        return (int) channelReceivers.get(channelId);
    }

    /** As {@link #newestPositions}, of a channel. */
    public int channelNewestPositions(long channelId, long[] target) {
        return channels.positions(channelId, Long.MAX_VALUE, target);
    }

    /** Bytes of memory that the tables hold, used or not. */
    public long memoryBytes() {
        return rooms.memoryBytes() + channels.memoryBytes() + cursors.memoryBytes() + blocks.memoryBytes();
    }
}

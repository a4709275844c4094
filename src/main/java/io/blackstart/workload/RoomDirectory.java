package io.blackstart.workload;

/** Which rooms, members and channels there are, by ordinal, and what their ids are. */
interface RoomDirectory {
    /** Rooms, known by ordinals from 0. */
    int roomCount();

    /** The id in the records, at least 1, unlike that of every other room. */
    long roomId(int room);

    /** Members of a room, known by ordinals from 0. */
    int memberCount(int room);

    /** The id in the records, at least 1, unlike that of every other member of the room. */
    long userId(int room, int member);

    /** Channels, known by ordinals from 0. */
    int channelCount();

    /** The id in the records, at least 1, unlike that of every other channel. */
    long channelId(int channel);
}

package io.blackstart.chat;

/**
 * What a user asks of a room, its newest messages, with the answer that whoever wrote the traffic knows to be right.
 *
 * @param roomId the room
 * @param count how many of its newest messages, at least 1
 * @param lastSequence the room's newest sequence, 0 when nothing was sent there
 * @param contents sum of the {@link ChatDigest#messageTerm} of its newest {@code count} messages, or of all when there are fewer
 */
public record ScreenRequest(long roomId, int count, long lastSequence, long contents) {}

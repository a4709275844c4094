package io.blackstart.replication.node;

import io.blackstart.replication.wire.WireFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which epoch the records of a log were written in. Two logs that have the same epoch from the same position on have the same
 * records there, as far as both go, since an epoch has one leader.
 *
 * @param entries in the order of the log; epochs and positions rise strictly
 */
record EpochHistory(List<Entry> entries) {
    /** A log without records. */
    static final EpochHistory EMPTY = new EpochHistory(List.of());

    /**
     * From one epoch to the next.
     *
     * @param epoch at least 1
     * @param firstPosition of its first record
     */
    record Entry(long epoch, long firstPosition) {}

    EpochHistory {
        entries = List.copyOf(entries);
        if (entries.size() > WireFrame.EPOCH_COUNT_MAX) {
            throw new IllegalArgumentException("entries=" + entries.size() + " are too many epochs");
        }
        for (int index = 1; index < entries.size(); index++) {
            Entry before = entries.get(index - 1);
            Entry entry = entries.get(index);
            if (entry.epoch <= before.epoch || entry.firstPosition <= before.firstPosition) {
                throw new IllegalArgumentException("entries=" + entries + " do not rise");
            }
        }
    }

    /** Epochs and first positions in turn, as a HELLO tells them. */
    List<Long> toPairs() {
        return entries.stream()
                .flatMap(entry -> Stream.of(entry.epoch, entry.firstPosition))
                .toList();
    }

    /** The epoch of the last record; 0 when there is none. */
    long lastEpoch() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).epoch;
    }

    /** The epoch of the record at {@code position}, which is in the log; 0 when none covers it. */
    long epochAt(long position) {
        for (int index = entries.size() - 1; index >= 0; index--) {
            if (entries.get(index).firstPosition <= position) {
                return entries.get(index).epoch;
            }
        }
        return 0;
    }

    /** Where the epoch of the record at {@code position} ends in a log that ends at {@code end}. */
    long endOfEpochAt(long position, long end) {
        return entries.stream()
                .mapToLong(Entry::firstPosition)
                .filter(first -> first > position)
                .findFirst()
                .orElse(end);
    }

    /** The same with another epoch from {@code position} on; one that has no record yet is replaced. */
    EpochHistory begin(long epoch, long position) {
        var longer = new ArrayList<>(cutAt(position).entries);
        longer.add(new Entry(epoch, position));
        // What is older than the oldest that fits is never asked for: a copy so far behind is copied anew.
        return new EpochHistory(longer.size() > WireFrame.EPOCH_COUNT_MAX ? longer.subList(1, longer.size()) : longer);
    }

    /** The history of the log cut at {@code end}. */
    EpochHistory cutAt(long end) {
        return new EpochHistory(
                entries.stream().filter(entry -> entry.firstPosition < end).toList());
    }

    /**
     * Up to where a copy has the records of a leader.
     *
     * @param leaderEnd end of the leader's log
     * @param ownEnd end of the copy
     */
    static long commonEnd(EpochHistory leader, long leaderEnd, EpochHistory own, long ownEnd) {
        long end = Math.min(leaderEnd, ownEnd);
        for (int index = own.entries.size() - 1; index >= 0; index--) {
            Entry entry = own.entries.get(index);
            if (leader.entries.contains(entry)) {
                long ownEpochEnd = own.endOfEpochAt(entry.firstPosition, ownEnd);
                long leaderEpochEnd = leader.endOfEpochAt(entry.firstPosition, leaderEnd);
                return Math.min(end, Math.min(ownEpochEnd, leaderEpochEnd));
            }
        }
        return 0;
    }
}

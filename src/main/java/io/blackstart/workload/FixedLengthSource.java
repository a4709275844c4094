package io.blackstart.workload;

import static io.blackstart.workload.WorkloadParameter.HANGUL_SHARE;
import static io.blackstart.workload.WorkloadParameter.START_MILLIS;
import static io.blackstart.workload.WorkloadParameter.WORD_EXPONENT;

import io.blackstart.chat.ChatLayout;
import io.blackstart.chat.MessageEncoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Messages of one length in the rooms of the default workload, a millisecond apart. Single-threaded. */
final class FixedLengthSource implements RecordSource {
    private static final int RECORD_LENGTH_MAX = 65_536;
    private static final int CONTINUATION_MASK = 0xC0;
    private static final int CONTINUATION = 0x80;

    private final int recordLength;
    private final Xoshiro256 random;
    private final RoomModel rooms;
    private final int[] lastSequence;
    private final TextComposer texts;
    private final UnsafeBuffer buffer;
    private final MessageEncoder encoder = new MessageEncoder();
    private long sentAtMillis = (long) START_MILLIS.defaultValue();

    FixedLengthSource(long seed, int recordLength) {
        if (recordLength < ChatLayout.HEADER_LENGTH || recordLength > RECORD_LENGTH_MAX) {
            throw new IllegalArgumentException("recordLength=" + recordLength + " must be from "
                    + ChatLayout.HEADER_LENGTH + " to " + RECORD_LENGTH_MAX);
        }
        this.recordLength = recordLength;
        random = new Xoshiro256(seed);
        rooms = new RoomModel(WorkloadOptions.DEFAULT.withSeed(seed));
        lastSequence = new int[rooms.roomCount()];
        texts = new TextComposer(HANGUL_SHARE.defaultValue(), WORD_EXPONENT.defaultValue(), random);
        buffer = new UnsafeBuffer(
                ByteBuffer.allocateDirect(recordLength * TextComposer.LETTER_BYTES_MAX + TextComposer.SLACK_BYTES));
    }

    @Override
    public void next() {
        int room = rooms.drawSend(random.nextLong());
        encoder.wrap(buffer, 0)
                .roomId(rooms.roomId(room))
                .senderId(rooms.userId(room, random.nextInt(rooms.memberCount(room))))
                .sequence(++lastSequence[room])
                .clientMessageId(random.nextLong())
                .sentAtMillis(sentAtMillis++);
        int textLength = recordLength - ChatLayout.HEADER_LENGTH;
        if (textLength > 0) {
            texts.compose(buffer, encoder.textOffset(), textLength);
            cut(recordLength);
        }
        encoder.textLength(textLength);
    }

    /** Replaces a letter that {@code end} cuts in two by full stops. */
    private void cut(int end) {
        if ((buffer.getByte(end) & CONTINUATION_MASK) == CONTINUATION) {
            int i = end;
            do {
                i--;
                int cut = buffer.getByte(i);
                buffer.putByte(i, (byte) '.');
                if ((cut & CONTINUATION_MASK) != CONTINUATION) {
                    return;
                }
            } while (i > ChatLayout.HEADER_LENGTH);
        }
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return recordLength;
    }
}

package io.blackstart.workload;

import static io.blackstart.workload.WorkloadParameter.BROADCAST_SHARE;
import static io.blackstart.workload.WorkloadParameter.HANGUL_SHARE;
import static io.blackstart.workload.WorkloadParameter.MEDIA_KEY_BYTES;
import static io.blackstart.workload.WorkloadParameter.MEDIA_SHARE;
import static io.blackstart.workload.WorkloadParameter.RECEIPTS_PER_RECEIVE;
import static io.blackstart.workload.WorkloadParameter.RETRY_SHARE;
import static io.blackstart.workload.WorkloadParameter.SENDS_PER_SECOND;
import static io.blackstart.workload.WorkloadParameter.START_MILLIS;
import static io.blackstart.workload.WorkloadParameter.TEXT_LETTERS_MAX;
import static io.blackstart.workload.WorkloadParameter.VIDEO_SHARE;
import static io.blackstart.workload.WorkloadParameter.WORD_EXPONENT;

import io.blackstart.chat.BroadcastEncoder;
import io.blackstart.chat.ChatDigest;
import io.blackstart.chat.ChatLayout;
import io.blackstart.chat.MediaEncoder;
import io.blackstart.chat.MessageEncoder;
import io.blackstart.chat.ReceiptEncoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes chat traffic up, record after record without end, as {@link WorkloadOptions} say. The same options give the same bytes
 * on every JDK and platform: {@link #VERSION} counts up whenever that changes. Single-threaded; allocates nothing per record.
 *
 * <p>A record is, with fixed chances, a text, a media pointer, a receipt, a broadcast, or the send before it once more. A send
 * goes to a room drawn by popularity, from any member. A receipt comes from a room drawn by popularity times receivers, from a
 * member who has something to read there, and moves the cursor to the newest message; a reader who turns out to have read all
 * reports the same cursor again, as a second device does. No receipt names a message that was not sent before it.
 */
public final class TrafficGenerator implements TrafficSource {
    /** Version of the traffic: equal options and equal version make equal bytes. */
    public static final int VERSION = 1;

    private static final int TEXT = 0;
    private static final int MEDIA = 1;
    private static final int RECEIPT = 2;
    private static final int BROADCAST = 3;
    private static final int RETRY = 4;

    private static final int RECEIPT_TRIES = 4;
    /** Client message ids: milliseconds above, a running number below. */
    private static final int CLIENT_ID_RUNNING_BITS = 20;

    private static final double MILLIS_PER_SECOND = 1000;

    private final Xoshiro256 random;
    private final AliasTable kinds;
    private final TextLengths textLengths;
    private final TextComposer texts;
    private final MediaComposer media;
    private final RoomModel rooms;
    private final StateBooks books;
    private final UnsafeBuffer buffer;
    private final MessageEncoder messageEncoder = new MessageEncoder();
    private final MediaEncoder mediaEncoder = new MediaEncoder();
    private final ReceiptEncoder receiptEncoder = new ReceiptEncoder();
    private final BroadcastEncoder broadcastEncoder = new BroadcastEncoder();
    private final long startMillis;
    private final double millisPerSend;

    private int length;
    private boolean lastWasSend;
    private long sendCount;
    private long recordCount;
    private long recordBytes;
    private long recordSum;

    /** Creates one at its first record; takes time and memory proportional to rooms and members. */
    public TrafficGenerator(WorkloadOptions options) {
        random = new Xoshiro256(options.seed());
        rooms = new RoomModel(options);
        books = new StateBooks(rooms);
        kinds = new AliasTable(kindWeights(options, rooms.receivesPerSend()));
        textLengths = new TextLengths(options);
        texts = new TextComposer(options.value(HANGUL_SHARE), options.value(WORD_EXPONENT), random);
        media = new MediaComposer(options.value(VIDEO_SHARE), options.count(MEDIA_KEY_BYTES), random);
        startMillis = (long) options.value(START_MILLIS);
        millisPerSend = MILLIS_PER_SECOND / options.value(SENDS_PER_SECOND);
        int longest = Math.max(
                ChatLayout.BROADCAST_LENGTH_MIN
                        + options.count(TEXT_LETTERS_MAX) * TextComposer.LETTER_BYTES_MAX
                        + TextComposer.SLACK_BYTES,
                ChatLayout.MEDIA_LENGTH_MIN + options.count(MEDIA_KEY_BYTES) + MediaComposer.SLACK_BYTES);
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(longest));
    }

    private static double[] kindWeights(WorkloadOptions options, double receivesPerSend) {
        double broadcast = options.value(BROADCAST_SHARE);
        double mediaShare = options.value(MEDIA_SHARE) * (1 - broadcast);
        double[] weights = new double[RETRY + 1];
        weights[TEXT] = 1 - broadcast - mediaShare;
        weights[MEDIA] = mediaShare;
        weights[BROADCAST] = broadcast;
        weights[RECEIPT] = (1 - broadcast) * receivesPerSend * options.value(RECEIPTS_PER_RECEIVE);
        weights[RETRY] = options.value(RETRY_SHARE);
        return weights;
    }

    @Override
    public void next() {
        int kind = kinds.draw(random.nextLong());
        if (kind == RECEIPT) {
            kind = receipt() ? RECEIPT : TEXT;
        }
        switch (kind) {
            case TEXT -> text();
            case MEDIA -> media();
            case BROADCAST -> broadcast();
            case RETRY -> {
                if (!lastWasSend) {
                    text();
                }
            }
            default -> {
                // A receipt, which is made already.
            }
        }
        lastWasSend = kind != RECEIPT;
        recordCount++;
        recordBytes += length;
        recordSum += ChatDigest.recordTerm(buffer, 0, length);
    }

    private void text() {
        int room = rooms.drawSend(random.nextLong());
        long senderId = rooms.userId(room, random.nextInt(rooms.memberCount(room)));
        long sentAtMillis = nextSendMillis();
        long clientMessageId = clientMessageId(sentAtMillis);
        messageEncoder.wrap(buffer, 0);
        int letters = textLengths.draw(random.nextLong());
        length = messageEncoder
                .textLength(texts.compose(buffer, messageEncoder.textOffset(), letters))
                .roomId(rooms.roomId(room))
                .senderId(senderId)
                .sequence(books.roomLast(room) + 1L)
                .clientMessageId(clientMessageId)
                .sentAtMillis(sentAtMillis)
                .encodedLength();
        books.sentToRoom(room, senderId, clientMessageId, sentAtMillis, length);
    }

    private void media() {
        int room = rooms.drawSend(random.nextLong());
        long senderId = rooms.userId(room, random.nextInt(rooms.memberCount(room)));
        long sentAtMillis = nextSendMillis();
        long clientMessageId = clientMessageId(sentAtMillis);
        mediaEncoder
                .wrap(buffer, 0)
                .roomId(rooms.roomId(room))
                .senderId(senderId)
                .sequence(books.roomLast(room) + 1L)
                .clientMessageId(clientMessageId)
                .sentAtMillis(sentAtMillis);
        media.compose(buffer, mediaEncoder);
        length = mediaEncoder.encodedLength();
        books.sentToRoom(room, senderId, clientMessageId, sentAtMillis, length);
    }

    private void broadcast() {
        int channel = rooms.drawBroadcast(random.nextLong());
        long senderId = rooms.channelId(channel);
        long sentAtMillis = nextSendMillis();
        long clientMessageId = clientMessageId(sentAtMillis);
        broadcastEncoder.wrap(buffer, 0).receiverCount(rooms.channelReceivers(channel));
        int letters = textLengths.draw(random.nextLong());
        length = broadcastEncoder
                .textLength(texts.compose(buffer, broadcastEncoder.textOffset(), letters))
                .roomId(rooms.channelId(channel))
                .senderId(senderId)
                .sequence(books.channelLast(channel) + 1L)
                .clientMessageId(clientMessageId)
                .sentAtMillis(sentAtMillis)
                .encodedLength();
        books.sentToChannel(channel, senderId, clientMessageId, sentAtMillis, length);
    }

    /** Makes a receipt, unless no room that comes up has been written to yet. */
    private boolean receipt() {
        for (int tries = 0; tries < RECEIPT_TRIES; tries++) {
            int room = rooms.drawReceive(random.nextLong());
            int last = books.roomLast(room);
            if (last > 0) {
                int members = rooms.memberCount(room);
                int member = random.nextInt(members);
                if (books.cursor(room, member) == last) {
                    member = member + 1 < members ? member + 1 : 0;
                }
                long sentAtMillis = sendMillis();
                length = receiptEncoder
                        .wrap(buffer, 0)
                        .roomId(rooms.roomId(room))
                        .senderId(rooms.userId(room, member))
                        .sequence(last)
                        .clientMessageId(clientMessageId(sentAtMillis))
                        .sentAtMillis(sentAtMillis)
                        .encodedLength();
                books.read(room, member, last);
                return true;
            }
        }
        return false;
    }

    private long nextSendMillis() {
        sendCount++;
        return sendMillis();
    }

    private long sendMillis() {
        return startMillis + (long) (sendCount * millisPerSend);
    }

    private long clientMessageId(long sentAtMillis) {
        return (sentAtMillis << CLIENT_ID_RUNNING_BITS) | (recordCount & ((1L << CLIENT_ID_RUNNING_BITS) - 1));
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
        return length;
    }

    @Override
    public long recordCount() {
        return recordCount;
    }

    @Override
    public long recordBytes() {
        return recordBytes;
    }

    @Override
    public long expectedDigest() {
        return books.digest();
    }

    @Override
    public long recordDigest() {
        return ChatDigest.finish(recordSum);
    }

    /** Receivers of a send, averaged over sends, that the rooms have: what was asked for or as near as their number allows. */
    public double receivesPerSend() {
        return rooms.receivesPerSend();
    }
}
